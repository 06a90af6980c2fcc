const lookEvery = 60_000;
const days = new Intl.DateTimeFormat('en-GB');
const dayOf = (at: number): string => days.format(at);

/** The day that it is, also on a screen that stays open over night. */
export class Today {
  #day = $state(dayOf(Date.now()));

  /** For `onMount`. */
  follow(): () => void {
    const timer = setInterval(() => this.look(), lookEvery);
    return () => clearInterval(timer);
  }

  look(): void {
    this.#day = dayOf(Date.now());
  }

  holds(instant: string): boolean {
    return dayOf(Date.parse(instant)) === this.#day;
  }
}
