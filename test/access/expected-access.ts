import type { Role } from '@depot/contracts';

/** Who may call a route, as the document and the behaviour must show it. `kiosk` and `recipient` are nobody of the staff. */
export type ExpectedAccess = 'public' | 'signed-in' | 'kiosk' | 'recipient' | readonly Role[];

/** Stations, staff, seed files, the directory. */
const adminOnly: readonly Role[] = ['admin'];
/** What is done with a token in the hand. */
const bench: readonly Role[] = ['operator', 'admin'];
/** Who makes the depot's plan, and says what waits in it. */
const plan: readonly Role[] = ['manager', 'admin'];
/** What becomes of a job or a parcel, decided at a desk as well as at the bench. */
const depot: readonly Role[] = ['operator', 'manager', 'admin'];
/** A recipient may tell any of the staff that the token came. */
const staff: readonly Role[] = ['operator', 'manager', 'helpdesk', 'admin'];
/** Whoever has a caller on the telephone. */
const helpdesk: readonly Role[] = ['helpdesk', 'admin'];
/** Whoever may say yes to what somebody else asked for. */
const secondPerson: readonly Role[] = ['manager', 'helpdesk', 'admin'];

/**
 * Written by hand from what each role is there for, never from the code: a new route has to be thought about here too.
 * Everybody on the staff may look at jobs, tokens and stations; none of these shows a seed.
 */
export const expectedAccess: Readonly<Record<string, ExpectedAccess>> = {
  // For whoever comes: to sign in, to install an agent and pair it with a code from the admin,
  // for probes, for programmers.
  'POST /api/session': 'public',
  'DELETE /api/session': 'public',
  // Likewise at an identity provider: whether there is one, off to it, and back.
  'GET /api/session/ways': 'public',
  'GET /api/session/provider': 'public',
  'GET /api/session/provider/callback': 'public',
  'POST /api/agents/pair': 'public',
  'GET /agent.tgz': 'public',
  // A recipient has no sign-in: the code from their mail opens it, and they hear yes or one sentence.
  'POST /api/arrival': 'public',
  'POST /api/arrival/not-me': 'public',
  'GET /api/health': 'public',
  'GET /api/health/live': 'public',
  'GET /api/health/ready': 'public',
  'GET /api/openapi.json': 'public',

  'GET /api/session': 'signed-in',
  'PATCH /api/session': 'signed-in',
  // Everybody’s own sign-in: none of these names another person.
  'GET /api/session/sessions': 'signed-in',
  'POST /api/session/sessions/end-others': 'signed-in',
  'POST /api/session/sessions/{id}/end': 'signed-in',
  'POST /api/session/password': 'signed-in',
  'GET /api/session/second-factor': 'signed-in',
  'POST /api/session/second-factor/offer': 'signed-in',
  'POST /api/session/second-factor/confirm': 'signed-in',
  'POST /api/session/second-factor/recovery-codes': 'signed-in',
  'POST /api/session/second-factor/remove': 'signed-in',
  'GET /api/stations': 'signed-in',
  'GET /api/stations/{id}': 'signed-in',
  'GET /api/batches': 'signed-in',
  'GET /api/batches/{id}': 'signed-in',
  'GET /api/batches/{id}/jobs': 'signed-in',
  'GET /api/jobs': 'signed-in',
  'GET /api/jobs/{id}': 'signed-in',
  'GET /api/jobs/{id}/timeline': 'signed-in',
  'GET /api/tokens': 'signed-in',
  'GET /api/tokens/{serial}': 'signed-in',
  'GET /api/tokens/{serial}/profiles': 'signed-in',
  'GET /api/events': 'signed-in',
  'GET /api/directory/withdrawals': 'signed-in',

  'GET /api/keys': adminOnly,
  'POST /api/keys': adminOnly,
  'POST /api/keys/{id}/rotate': adminOnly,
  'POST /api/keys/{id}/revoke': adminOnly,
  'GET /api/access-review': adminOnly,
  'GET /api/access-review/due': adminOnly,
  'POST /api/access-review/export': adminOnly,
  'POST /api/access-review/reviewed': adminOnly,
  'GET /api/people': adminOnly,
  'POST /api/people': adminOnly,
  // Who is signed in from where, and putting them out; whose second factor is required, and whose is taken away.
  'GET /api/people/rules': adminOnly,
  'POST /api/people/rules': adminOnly,
  'GET /api/people/sessions': adminOnly,
  'POST /api/people/sessions/{id}/end': adminOnly,
  'POST /api/people/{id}/end-sessions': adminOnly,
  'POST /api/people/{id}/close': adminOnly,
  'POST /api/people/{id}/reopen': adminOnly,
  'POST /api/people/{id}/roles': adminOnly,
  'POST /api/people/{id}/password': adminOnly,
  'POST /api/people/{id}/reset-factor': adminOnly,
  'POST /api/stations/pairing-codes': adminOnly,
  'POST /api/stations/{id}/pause': adminOnly,
  'POST /api/stations/{id}/revoke': adminOnly,
  'GET /api/stations/{id}/self-test': adminOnly,
  'POST /api/stations/{id}/self-test': adminOnly,
  'POST /api/seed-files': adminOnly,
  'GET /api/seed-files': adminOnly,
  'GET /api/seed-files/{id}': adminOnly,
  'POST /api/seed-files/{id}/answer': adminOnly,
  'POST /api/seed-files/{id}/take': adminOnly,
  'POST /api/seed-files/{id}/discard': adminOnly,
  'POST /api/seed-files/{id}/bad-rows': adminOnly,
  'POST /api/seed-files/pgp-key': adminOnly,
  // What becomes of a token after its job; only that one is lost must be said at once, by whoever hears it.
  'POST /api/tokens/{serial}/declare-returned': adminOnly,
  // Sealed, and an admin owns the keyring or asks whoever does.
  'POST /api/tokens/{serial}/sealed-seeds': adminOnly,
  'POST /api/tokens/{serial}/reassign': adminOnly,
  'POST /api/tokens/{serial}/put-back': adminOnly,
  'POST /api/tokens/{serial}/retire': adminOnly,
  // What the record forgets, and when.
  'GET /api/audit/retention': adminOnly,
  'POST /api/audit/retention': adminOnly,
  'POST /api/audit/retention/preview': adminOnly,
  'POST /api/directory/entra-csv': adminOnly,
  // What the depot proves itself to Entra with; and another token of the tenant's goes.
  'GET /api/directory/connection': adminOnly,
  'POST /api/directory/connection': adminOnly,
  'POST /api/directory/connection/forget': adminOnly,
  'POST /api/directory/connection/test': adminOnly,
  'POST /api/jobs/{id}/replace-in-directory': adminOnly,
  // It opens every Molto2 of the depot to writing. Not even the admin sees it again.
  'GET /api/customer-key': adminOnly,
  'POST /api/customer-key': adminOnly,
  'POST /api/customer-key/forget': adminOnly,
  // The whole record, with everybody's data; and taking somebody's data out of it.
  'GET /api/notices': adminOnly,
  'POST /api/notices/{id}/again': adminOnly,
  'GET /api/audit/head': adminOnly,
  'GET /api/audit/anchors': adminOnly,
  'POST /api/audit/export': adminOnly,
  'GET /api/vault/rotation': adminOnly,
  'POST /api/vault/rotation': adminOnly,
  'POST /api/backup': adminOnly,
  'POST /api/recipients/erasure': adminOnly,

  // A station's browser in self-service, which takes codes and nothing else.
  'GET /api/self/kiosk': 'kiosk',
  'POST /api/self/sign-in': 'kiosk',
  // The recipient before it, with their own job: none of these names one.
  'GET /api/self/visit': 'recipient',
  'POST /api/self/visit/stay': 'recipient',
  'POST /api/self/visit/capture': 'recipient',
  'POST /api/self/visit/choose': 'recipient',
  'POST /api/self/visit/burn-again': 'recipient',
  'POST /api/self/visit/codes': 'recipient',
  'POST /api/self/visit/accept': 'recipient',
  'POST /api/self/visit/leave': 'recipient',
  'POST /api/stations/{id}/self-service': bench,
  'POST /api/stations/{id}/self-service/end': bench,
  // They let a recipient in: whoever plans the batch hands them out.
  'POST /api/batches/{id}/self-codes': plan,

  'POST /api/jobs/{id}/arrival-code': plan,
  // Everything of one token, with the people who had it.
  'GET /api/tokens/{serial}/sheet': plan,
  'POST /api/tokens/{serial}/sheet/pdf': plan,
  'POST /api/jobs/{id}/arrival-code/letter': plan,

  'POST /api/batches': plan,
  'POST /api/batches/rehearsal': plan,
  'POST /api/batches/route-advice': plan,
  'GET /api/batches/{id}/route-advice': plan,
  // What differs names people; asking Entra for its whole inventory is the admin’s to do.
  'GET /api/directory/comparison': plan,
  // Whose seeds go tomorrow, and keeping one a while longer.
  'GET /api/escrow': plan,
  'POST /api/escrow/{seedId}/hold': plan,
  // Whoever may hold one may let it go again; and somebody has to decide about what never arrives.
  'POST /api/escrow/{seedId}/release': plan,
  'POST /api/escrow/{seedId}/end': plan,
  'GET /api/escrow/rules': adminOnly,
  'POST /api/escrow/rules': adminOnly,
  'POST /api/directory/comparison': adminOnly,

  'POST /api/stations/{id}/next': bench,
  'POST /api/stations/{id}/codes': bench,
  'POST /api/jobs/{id}/take': bench,
  'POST /api/jobs/{id}/release': bench,
  'POST /api/jobs/{id}/put-back': bench,
  'POST /api/jobs/{id}/capture': bench,
  'POST /api/jobs/{id}/guide': bench,
  'POST /api/jobs/{id}/profile': bench,
  'POST /api/jobs/{id}/permits': bench,
  'POST /api/jobs/{id}/renew': bench,
  'POST /api/jobs/{id}/burn-again': bench,
  'POST /api/jobs/{id}/choose': bench,
  'POST /api/jobs/{id}/codes': bench,
  'POST /api/jobs/{id}/resynchronise': bench,
  'POST /api/jobs/{id}/accept': bench,
  'POST /api/jobs/{id}/register': bench,
  'POST /api/jobs/{id}/activate': bench,
  'POST /api/jobs/{id}/pack': bench,
  'POST /api/jobs/{id}/unpack': bench,
  'POST /api/jobs/{id}/post': bench,
  'POST /api/jobs/{id}/hand-over': bench,
  'POST /api/jobs/{id}/unpost': bench,
  'POST /api/jobs/{id}/repack': bench,
  'POST /api/parcels/post': bench,
  'POST /api/parcels/tracking': bench,
  'POST /api/parcels/unpost': bench,
  'POST /api/jobs/{id}/go-on': bench,
  // Whoever has it in the hand sees that something is wrong with it.
  'POST /api/tokens/{serial}/set-aside': bench,
  // A recipient gets in by it: nobody else’s business than of those who send the token.
  'GET /api/jobs/{id}/temporary-pass': bench,
  'POST /api/jobs/{id}/temporary-pass': bench,
  // Whoever did it in the portal says so.
  'POST /api/directory/withdrawals/{id}/confirm': bench,
  'POST /api/directory/withdrawals/{id}/again': bench,

  // Names and addresses.
  'GET /api/parcels': depot,
  'POST /api/parcels/letters': depot,
  'POST /api/jobs/{id}/stop': depot,
  'POST /api/jobs/{id}/cancel': depot,
  'POST /api/jobs/{id}/deliver': depot,
  'POST /api/jobs/{id}/return': depot,
  'POST /api/jobs/{id}/lose': depot,
  'POST /api/tokens/{serial}/lose': depot,
  // It names the token and its recipient, and no code.
  'POST /api/tokens/what-is-this': depot,

  'POST /api/jobs/{id}/arrive': staff,
  // Whoever hears that a parcel is lost says so; it ends what the token opens.
  'GET /api/jobs/{id}/lost-in-post': staff,
  'POST /api/jobs/{id}/lost-in-post': staff,

  // Who talks to recipients; whether they may read codes out is the admin’s to say.
  'GET /api/helpdesk/rules': adminOnly,
  'POST /api/helpdesk/rules': adminOnly,
  'GET /api/helpdesk/parcels': helpdesk,
  'GET /api/helpdesk/jobs/{id}': helpdesk,
  'POST /api/helpdesk/jobs/{id}/checks': helpdesk,
  'POST /api/helpdesk/checks/{id}/answers': helpdesk,
  'POST /api/helpdesk/checks/{id}/called-back': helpdesk,
  'POST /api/helpdesk/checks/{id}/read-outs': helpdesk,
  // Offered before a code, to a caller who was checked.
  'GET /api/helpdesk/checks/{id}/temporary-pass': helpdesk,
  'POST /api/helpdesk/checks/{id}/temporary-pass': helpdesk,
  'POST /api/helpdesk/read-outs/{id}/codes': helpdesk,
  // The second person may be somebody who never talks to a recipient.
  'GET /api/helpdesk/read-outs': secondPerson,
  'POST /api/helpdesk/read-outs/{id}/decide': secondPerson,
};

/** Routes that refuse for a reason of their own: a wrong password, a wrong pairing code, a code that nobody was given. */
export const ownRefusals: Readonly<Record<string, string>> = {
  'POST /api/session': 'sign-in-refused',
  'POST /api/agents/pair': 'pairing-refused',
  'POST /api/self/sign-in': 'self-code-refused',
  'POST /api/arrival': 'arrival-refused',
  'POST /api/arrival/not-me': 'arrival-refused',
};
