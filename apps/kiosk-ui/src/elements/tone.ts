/** Whose turn it is, or how it stands: each tone has a pair of colours in app.css. */
export type Tone = 'operator' | 'depot' | 'post' | 'good' | 'warn' | 'bad' | 'quiet';
