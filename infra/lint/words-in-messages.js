const words = /\p{L}{2}/u;
/** Attributes that are read out or shown. */
const said = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label']);
/** What is printed on a key is there in no language. */
const keys = new Set(['kbd', 'style', 'script']);

/** Refuses words in a component: what a person reads stands in the messages, in every language. */
export const wordsInMessages = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { words: 'People read this: put it into src/messages, in English and in French, and say() it here.' },
  },
  create(context) {
    const refuse = (node) => context.report({ node, messageId: 'words' });
    return {
      SvelteText(node) {
        if (words.test(node.value.replaceAll(/&\w+;/g, '')) && !keys.has(node.parent.name?.name)) refuse(node);
      },
      SvelteAttribute(node) {
        if (!said.has(node.key.name)) return;
        for (const part of node.value) if (part.type === 'SvelteLiteral' && words.test(part.value)) refuse(part);
      },
      SvelteMustacheTag(node) {
        const shown = node.parent.type !== 'SvelteAttribute' || said.has(node.parent.key.name);
        if (shown && node.parent.type !== 'SvelteStyleDirective')
          for (const text of shownBy(node.expression)) refuse(text);
      },
    };
  },
};

/** The literals with words that an expression may come to; what is compared, or handed to a function, is not shown. */
function shownBy(expression) {
  switch (expression?.type) {
    case 'Literal':
      return typeof expression.value === 'string' && words.test(expression.value) ? [expression] : [];
    case 'TemplateLiteral':
      return expression.quasis.some(({ value }) => words.test(value.raw))
        ? [expression]
        : expression.expressions.flatMap(shownBy);
    case 'ConditionalExpression':
      return [expression.consequent, expression.alternate].flatMap(shownBy);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return /^([=!]==?|[<>]=?)$/.test(expression.operator) ? [] : [expression.left, expression.right].flatMap(shownBy);
    default:
      return [];
  }
}
