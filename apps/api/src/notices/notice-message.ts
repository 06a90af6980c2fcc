import type { NoticeKind } from '@depot/contracts';

/** A notice as it goes out. */
export interface NoticeMessage {
  /** The notice's id: whoever gets it twice knows it by that. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** Null where it tells of many. */
  readonly jobNumber: number | null;
  readonly to: { readonly email: string | null; readonly phone: string | null; readonly language: 'en' | 'fr' };
  readonly subject: string;
  readonly text: string;
}

/** A way to the people outside. */
export interface Way {
  /** @throws NotSent */
  send(message: NoticeMessage): Promise<void>;
}
