/** Something under way while the next is being prepared. */
export class OneAtATime {
  #underWay: Promise<void> = Promise.resolve();

  /** Whoever begins another has waited for the one before. */
  begin(work: Promise<void>): void {
    this.#underWay = work;
    // Its failure is met where it is waited for, which may be a moment later.
    work.catch(() => undefined);
  }

  /** @throws what made it fail */
  async ended(): Promise<void> {
    const work = this.#underWay;
    this.#underWay = Promise.resolve();
    await work;
  }
}
