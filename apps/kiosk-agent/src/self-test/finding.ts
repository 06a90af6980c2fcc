import { type SelfTestFinding } from '@depot/contracts';

/** One line of a self-test, as the depot takes it too. */
export type Finding = Readonly<SelfTestFinding>;

export const works = (says: string): Finding => ({ mark: 'ok', says });
export const note = (says: string): Finding => ({ mark: 'note', says });
export const failed = (says: string): Finding => ({ mark: 'failed', says });
