import type { NoticeKind } from '@depot/contracts';

/** Whom each kind of notice is for, and whether it holds a code that lets somebody do something. */
export const noticeRules: Readonly<Record<NoticeKind, { to: 'recipient' | 'staff'; secret: boolean }>> = {
  'arrival-code': { to: 'recipient', secret: true },
  reminder: { to: 'recipient', secret: true },
  'code-read-out': { to: 'recipient', secret: false },
  'escrow-ends': { to: 'staff', secret: false },
  'escrow-overdue': { to: 'staff', secret: false },
  'not-me': { to: 'staff', secret: false },
};
