/** The depot's clock; a test sets its own. */
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Seconds since 1970, fractional. */
  unixSeconds(): number {
    return this.now().getTime() / 1000;
  }
}
