/** Something the agent will not or cannot do. The message is a sentence for the operator, and holds no secret. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
