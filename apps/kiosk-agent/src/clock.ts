/** Milliseconds since 1970 UTC; `Date.now` is one. */
export type Clock = () => number;
