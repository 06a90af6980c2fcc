import { OperationNodeTransformer, PrimitiveValueListNode, ValueListNode, ValueNode } from 'kysely';
import type { BinaryOperationNode, KyselyPlugin } from 'kysely';

/**
 * Writes what is the same each time (a state, a limit) into a statement's text. Of values that come in beside the text
 * PostgreSQL does not know how many rows match them, so for such statements it would make its plan anew each time, which
 * for a join of many tables takes longer than the answer.
 */
class ConstantsInText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return node.immediate === true ? node : valueOf(node.value);
  }

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const { rightOperand, ...rest } = super.transformBinaryOperation(node);
    if (!PrimitiveValueListNode.is(rightOperand)) return { ...rest, rightOperand };
    return { ...rest, rightOperand: ValueListNode.create(rightOperand.values.map(valueOf)) };
  }
}

/** What is none of these (bytes, times, lists, stand-ins) stays beside the text. */
function valueOf(value: unknown): ValueNode {
  const isConstant = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isConstant ? ValueNode.createImmediate(value) : ValueNode.create(value);
}

const transformer = new ConstantsInText();

/** For statements that are written once: each other text would be a statement of its own to PostgreSQL. */
export const constantsInText: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
};
