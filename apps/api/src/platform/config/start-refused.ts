/** A start that must not go on; the message is the sentence for the person who started it. */
export class StartRefused extends Error {}
