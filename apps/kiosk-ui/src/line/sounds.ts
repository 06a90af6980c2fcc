/** Two short notes, up for right and down for wrong, for whoever looks at the tokens and not at the screen. */
export class Sounds {
  #context: AudioContext | null = null;

  /** To be called within a press of a button: browsers let no page make a sound by itself. */
  switchOn(): void {
    this.#context ??= new AudioContext();
    this.play('good');
  }

  switchOff(): void {
    void this.#context?.close();
    this.#context = null;
  }

  play(which: 'good' | 'bad'): void {
    const context = this.#context;
    if (context === null) return;
    const notes = which === 'good' ? [660, 880] : [330, 220];
    for (const [at, frequency] of notes.entries()) {
      const start = context.currentTime + at * 0.13;
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.18, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.12);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.13);
    }
  }
}
