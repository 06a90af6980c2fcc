import ts from 'typescript';

/** A sentence of a source file, each way that it can come out. */
export interface Gathered {
  /** Where it begins, from 1. */
  readonly line: number;
  /** With a serial number’s like in each hole whose words are not in the same file. */
  readonly ways: readonly string[];
}

/** Calls whose texts are for programs, the log or the command line. */
const otherCalls =
  /(^|\.)#?log(ger)?\.|^z\.(enum|literal)$|^(sql|createHmac|fileURLToPath|eb|trx|Symbol)$|\.(selectFrom|select|where|whereRef|innerJoin|leftJoin|on|onRef|orderBy|as|ref|includes|startsWith|header|setHeader|query|exec|of)$/;
/** What only a programmer, or whoever starts a program, gets to see. */
const otherErrors = /^(Error|RangeError|TypeError|StartRefused|CommandRefused|TransportMisuse|Command|VirtualSlot)$/;
/** What is not said to people, or stands beside its own French. */
const otherProperties = /^(fr|summary|description|does|disposition|type|'content-type'|comment|userIDs|options)$/;
/** Two words at least: a single one is a name, or is said by a message of its own. */
const isSaid = /\p{L}[\p{L}’']+[,:]? .*\p{L}{2}/su;
const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const mostWays = 24;

/** All sentences in the source that may reach a person. */
export function gatherSentences(file: string, text: string): Gathered[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const gathered: Gathered[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node)) {
      const ways = waysOf(node, source).filter((way) => isSaid.test(way));
      if (ways.length > 0 && isForPeople(node)) gathered.push({ line: lineOf(node, source), ways: [...new Set(ways)] });
      if (isForPeople(node)) return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return gathered;
}

/** Sentences that stand in the source in both languages, one way each. */
export function gatherPairs(file: string, text: string): { readonly en: string; readonly fr: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const pairs: { en: string; fr: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [en, fr] = ['en', 'fr'].map((name) => {
        const property = node.properties.find((each) => each.name?.getText() === name);
        return property !== undefined && ts.isPropertyAssignment(property) && isText(property.initializer)
          ? waysOf(property.initializer, source)[0]
          : undefined;
      });
      if (en !== undefined && fr !== undefined) pairs.push({ en, fr });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pairs;
}

function lineOf(node: ts.Node, source: ts.SourceFile): number {
  return source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** A string, a template, or several of them in one. */
function isText(node: ts.Node): node is ts.Expression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node);
}

function isSum(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isText(node.left) || isText(node.right))
  );
}

/** Goes outwards to what the text is given to. */
function isForPeople(text: ts.Node): boolean {
  let within: ts.Node = text;
  let isGiven = false;
  for (let node = text.parent; !ts.isSourceFile(node); within = node, node = node.parent) {
    if (ts.isDecorator(node) || ts.isTaggedTemplateExpression(node) || ts.isImportDeclaration(node)) return false;
    if (ts.isLiteralTypeNode(node) || ts.isExportDeclaration(node)) return false;
    if (ts.isPropertyAssignment(node)) {
      if (within === node.name || otherProperties.test(node.name.getText())) return false;
    }
    if (ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind)) return false;
    if (isGiven) continue;
    if (ts.isCallExpression(node)) {
      isGiven = true;
      if (otherCalls.test(node.expression.getText())) return false;
    }
    if (ts.isNewExpression(node)) {
      isGiven = true;
      if (otherErrors.test(node.expression.getText())) return false;
    }
  }
  return true;
}

/** Each text that the expression can be, as far as its own file says it. */
function waysOf(expression: ts.Expression, source: ts.SourceFile, depth = 0): readonly string[] {
  const ways = (inner: ts.Expression) => waysOf(inner, source, depth + 1);
  const unknown = [stranger(expression.getText())];
  if (depth > 8) return unknown;
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) return ways(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...ways(expression.whenTrue), ...ways(expression.whenFalse)];
  if (ts.isTemplateExpression(expression)) {
    return expression.templateSpans.reduce(
      (texts, span) => joined(texts, [ways(span.expression), [span.literal.text]]),
      [expression.head.text],
    );
  }
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    if (kind === ts.SyntaxKind.PlusToken) return joined(ways(expression.left), [ways(expression.right)]);
    const isEither = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    return isEither ? [...ways(expression.left), ...ways(expression.right)].filter(isThere) : unknown;
  }
  if (ts.isIdentifier(expression)) {
    const value = valueOf(expression.text, source);
    return value === null || !holdsText(value) ? unknown : ways(value);
  }
  if (ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)) {
    const results = resultsOf(expression.expression.text, source).filter(holdsText);
    return results.length === 0 ? unknown : results.flatMap(ways).filter(isThere);
  }
  return unknown;
}

/** What stands for words that come from elsewhere: the same for the same expression, and no word of any language. */
export function stranger(expression: string): string {
  return `S${String(new TextEncoder().encode(expression).reduce((sum, byte) => (sum * 31 + byte) % 9973, 7))}7`;
}

/** An empty text in place of one that is missing: the sentence is never said without it. */
function isThere(text: string): boolean {
  return text !== '';
}

function joined(texts: readonly string[], next: readonly (readonly string[])[]): string[] {
  return next
    .reduce<readonly string[]>((all, ends) => all.flatMap((text) => ends.map((end) => text + end)), texts)
    .slice(0, mostWays);
}

function holdsText(expression: ts.Expression): boolean {
  if (ts.isConditionalExpression(expression)) return holdsText(expression.whenTrue) || holdsText(expression.whenFalse);
  if (ts.isBinaryExpression(expression)) return isSum(expression) || holdsText(expression.right);
  return isText(expression);
}

/** What the file’s constant of this name is. */
function valueOf(name: string, source: ts.SourceFile): ts.Expression | null {
  let value: ts.Expression | null = null;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
      value ??= node.initializer ?? null;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return value;
}

/** What the file’s function of this name returns. */
function resultsOf(name: string, source: ts.SourceFile): ts.Expression[] {
  const results: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) results.push(node.expression);
    else ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name && statement.body) visit(statement.body);
  }
  return results;
}
