/** What the bench was asked and cannot do; the message is for whoever asked. */
export class BenchRefusal extends Error {
  override readonly name = 'BenchRefusal';
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}
