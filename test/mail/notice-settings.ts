import type { Hook } from './hook.js';
import type { PostOffice } from './post-office.js';

const publicUrl = { DEPOT_PUBLIC_URL: 'https://depot.example.org/' };

/** A depot's settings under which its notices go to this webhook. */
export const noticesTo = (hook: Hook): Readonly<Record<string, string>> => ({
  ...publicUrl,
  DEPOT_NOTICE_URL: hook.url,
  DEPOT_NOTICE_KEY: 'sample-key-of-the-webhook',
});

/** Likewise, to this post office: for recipients, and for the staff at staff@example.org. */
export const mailBy = (office: PostOffice): Readonly<Record<string, string>> => ({
  ...publicUrl,
  DEPOT_SMTP_URL: office.url,
  DEPOT_MAIL_FROM: 'depot@example.org',
  DEPOT_MAIL_STAFF: 'staff@example.org',
});
