/** A worker that lost its store asks again after this long (BullMQ's own default is 15 s: a coffee break at a bench). */
export const retryMs = 1000;
