import type { LetterSettings } from './parcel-letter.js';

/** What is the same on every letter, to be injected. */
export class LetterRules {
  readonly settings: LetterSettings;

  constructor(settings: LetterSettings) {
    this.settings = settings;
  }
}
