/** One line of a self-test. A `note` keeps nobody from burning tokens on this machine, or is not this machine's to mend. */
export interface Finding {
  readonly mark: 'ok' | 'note' | 'failed';
  readonly says: string;
}

export const works = (says: string): Finding => ({ mark: 'ok', says });
export const note = (says: string): Finding => ({ mark: 'note', says });
export const failed = (says: string): Finding => ({ mark: 'failed', says });
