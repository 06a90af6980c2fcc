/** The queue itself counts what it has completed: its total for ever, and the last hour by the minute. */
export const totals = { maxDataPoints: 60 };
