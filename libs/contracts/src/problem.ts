import { z } from 'zod';

/** One problem: its HTTP status, what happened and what the person can do. */
interface ProblemRule {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
}

/** Every problem the API answers with (RFC 9457); the codes are stable. */
export const problems = {
  'bad-request': { status: 400, title: 'The request is not valid.', advice: 'Correct the fields named in “detail”.' },
  'sign-in-needed': { status: 401, title: 'You are not signed in.', advice: 'Sign in and try again.' },
  'sign-in-refused': {
    status: 401,
    title: 'Name, password or six digits are wrong.',
    advice: 'Check them and try again; the admin can set a new password.',
  },
  'provider-refused': {
    status: 403,
    title: 'The sign-in did not come to its end.',
    advice: 'Begin it again; each one is good once, and for ten minutes.',
  },
  'provider-away': {
    status: 503,
    title: 'The identity provider does not answer.',
    advice: 'Try again in a moment, or sign in with a name and password of this depot.',
  },
  'no-role': {
    status: 403,
    title: 'Your account has no role in this depot.',
    advice: 'Ask whoever runs your directory for an app role or group of Token Depot, then sign in again.',
  },
  'too-many-groups': {
    status: 403,
    title: 'You are in more groups than your directory tells.',
    advice: 'Ask whoever runs your directory to give roles in Token Depot by app roles, not by groups.',
  },
  'account-closed': {
    status: 403,
    title: 'Your account in this depot is closed.',
    advice: 'An admin of the depot can open it again.',
  },
  'factor-missing': {
    status: 403,
    title: 'Your role takes a second factor.',
    advice: 'Set it up on your page, then go on.',
  },
  'factor-there': {
    status: 409,
    title: 'You have a second factor already.',
    advice: 'Remove it first, then set up the new one.',
  },
  'factor-code': {
    status: 422,
    title: 'These digits are not the ones we expect.',
    advice: 'Wait for the next ones and type those; the clock of your device must be right.',
  },
  'oneself-refused': {
    status: 422,
    title: 'Password or six digits are wrong.',
    advice: 'Type the password that you sign in with, and fresh digits if you have a second factor.',
  },
  'not-oneself': {
    status: 409,
    title: 'You cannot do this to yourself.',
    advice: 'Another admin can; what concerns your own sign-in is on your page.',
  },
  'provider-person': {
    status: 409,
    title: 'This person signs in at the identity provider.',
    advice: 'Passwords, second factors and roles are set there.',
  },
  'person-closed': {
    status: 409,
    title: 'This account is closed.',
    advice: 'Open it again first, then change its roles.',
  },
  'last-admin': {
    status: 409,
    title: 'Nobody else could sign in as an admin any more.',
    advice: 'Give somebody else the role admin first, then take it away here.',
  },
  'not-your-role': { status: 403, title: 'Your role may not do this.', advice: 'Ask somebody who holds the role.' },
  'key-refused': {
    status: 401,
    title: 'This key is not good here.',
    advice: 'Send the whole key as “Authorization: Bearer …”; an admin sees whether it has expired or was revoked.',
  },
  'key-scope': {
    status: 403,
    title: 'This key may not do this.',
    advice: 'Ask an admin for a key with the scope, or let somebody do it who is signed in.',
  },
  'key-tenant': {
    status: 403,
    title: 'This key is for another tenant.',
    advice: 'Ask an admin of this depot for a key of its own tenant.',
  },
  'key-over': {
    status: 409,
    title: 'This key has ended.',
    advice: 'Make a new one: what was revoked or has expired stays so.',
  },
  'foreign-origin': {
    status: 403,
    title: 'The request came from another site.',
    advice: 'Open the depot at its own address and try there.',
  },
  'not-found': { status: 404, title: 'There is no such thing here.', advice: 'Check the address or the number.' },
  'move-refused': {
    status: 409,
    title: 'The job is not where this can be done.',
    advice: 'Look at the job again: somebody or something has moved it.',
  },
  'station-offline': {
    status: 409,
    title: 'The station’s agent is not connected.',
    advice: 'Start the agent beside the readers; orders wait until it is back.',
  },
  'station-paused': { status: 409, title: 'The station is paused.', advice: 'Read its note; the admin can resume it.' },
  'station-self-service': {
    status: 409,
    title: 'The station is in self-service.',
    advice: 'Take another station, or end self-service at this one.',
  },
  'station-busy': {
    status: 409,
    title: 'Jobs are open at this station.',
    advice: 'Finish them or put them back, then start self-service.',
  },
  'self-code-refused': {
    status: 403,
    title: 'This code is not known here.',
    advice: 'Type it once more as it stands on the slip, or ask the desk.',
  },
  'self-code-spent': { status: 409, title: 'This code is no longer good.', advice: 'Ask the desk for a new one.' },
  'arrival-refused': {
    status: 403,
    title: 'Code and digits were not accepted.',
    advice: 'Type both once more; if it stays so, wait ten minutes, or ask your help desk.',
  },
  'self-not-ready': {
    status: 409,
    title: 'This token cannot be made here at this moment.',
    advice: 'Ask the desk.',
  },
  'nothing-waiting': {
    status: 404,
    title: 'No job is waiting.',
    advice: 'Make a batch, or look at the jobs that are stopped.',
  },
  'pairing-refused': {
    status: 403,
    title: 'The pairing code is wrong, used or older than ten minutes.',
    advice: 'Ask the admin for a new code.',
  },
  'unsafe-line': {
    status: 403,
    title: 'The depot takes stations over https only.',
    advice: 'Give this agent its https address.',
  },
  'wrong-qr': {
    status: 422,
    title: 'This is not the QR code we need.',
    advice: 'Do what “help” says, then scan again.',
  },
  'other-account': {
    status: 422,
    title: 'This QR code is for another account.',
    advice: 'Ask for the QR code of this job’s recipient. If both names are the same person, say so and send it again.',
  },
  'duplicate-serial': {
    status: 409,
    title: 'This token is already in use.',
    advice: 'Take another token; an admin can declare this one returned.',
  },
  'duplicate-seed': {
    status: 409,
    title: 'This seed is already in use.',
    advice: 'Ask for a new QR code; a seed serves one job only.',
  },
  'not-in-stock': {
    status: 409,
    title: 'This token is not in stock.',
    advice: 'Import its seed file first, or take another token.',
  },
  'wrong-serial': {
    status: 409,
    title: 'This is another token.',
    advice: 'Take the token named in “detail” and scan again.',
  },
  'wrong-code': {
    status: 422,
    title: 'The code does not match.',
    advice: 'Wait for the next code and type it; after five wrong codes the job pauses.',
  },
  'clock-off': {
    status: 422,
    title: 'The token’s clock may be far off.',
    advice: 'Wait for the token’s next code and type that too: two codes in a row set it right.',
  },
  'old-code': {
    status: 422,
    title: 'This code comes from the token’s old seed.',
    advice: 'Switch the token off and on again, then type the new code.',
  },
  'other-token-code': {
    status: 422,
    title: 'This code belongs to another token.',
    advice: 'Check that you hold the token named in “detail”.',
  },
  'used-code': {
    status: 422,
    title: 'This code was already used.',
    advice: 'Wait for the token’s next code and type that.',
  },
  'not-consecutive': {
    status: 422,
    title: 'The two codes are not consecutive codes of this token.',
    advice: 'Type one code, wait for it to change, type the next.',
  },
  'ambiguous-code': {
    status: 409,
    title: 'Two tokens show this code.',
    advice: 'Say which token it is, or type the next code.',
  },
  'too-many-tries': {
    status: 409,
    title: 'Too many wrong codes.',
    advice: 'Check the serial on the token. A paused job can go on; its clock can be found with two codes in a row.',
  },
  'address-missing': {
    status: 409,
    title: 'The recipient has no complete postal address.',
    advice: 'Upload the recipient again with an address, or hand the token over.',
  },
  'way-in-closed': {
    status: 409,
    title: 'Nothing of the lost token can be left open.',
    advice:
      'Its seed is gone, or the depot takes it from its user in Entra. A Temporary Access Pass lets them in meanwhile.',
  },
  'letter-unprintable': {
    status: 422,
    title: 'Not every name or address can be printed.',
    advice:
      'Leave these parcels out and write their letters by hand, or spell the names in Latin, Greek, Cyrillic, Armenian or Georgian letters.',
  },
  'method-first': {
    status: 409,
    title: 'Microsoft has accepted this token already.',
    advice: 'Remove the method from the user’s page, or see another one work; then confirm and cancel.',
  },
  'bad-recipients': { status: 422, title: 'Some recipients are not usable.', advice: 'Mend the lines listed.' },
  'seed-file-refused': {
    status: 422,
    title: 'This file cannot be taken.',
    advice: 'Do what “detail” says, and upload the right file.',
  },
  'seed-file-elsewhere': {
    status: 409,
    title: 'The seed file is not where this can be done.',
    advice: 'Look at it again: it is being read, was taken, or waits for an answer.',
  },
  'seed-destroyed': {
    status: 409,
    title: 'The seed is destroyed.',
    advice: 'Attest the arrival instead, or make a new job.',
  },
  'not-held': {
    status: 409,
    title: 'Nobody holds this seed.',
    advice: 'Look at the list again: it was released meanwhile, or is kept without a hold.',
  },
  'not-overdue': {
    status: 409,
    title: 'This seed has an end of its own, or its time is not over.',
    advice:
      'Wait until it is listed as overdue. A token that is lost is declared lost, which destroys its seed at once.',
  },
  'escrow-fixed': {
    status: 409,
    title: 'This seed cannot be kept longer.',
    advice: 'Bring the token to its recipient before its end, or make a new job with another token.',
  },
  'seed-unreadable': {
    status: 503,
    title: 'The vault cannot open this seed.',
    advice: 'Tell the admin: the keyring does not hold the key this seed was sealed with.',
  },
  'keyring-unread': {
    status: 503,
    title: 'The vault takes nothing in just now.',
    advice: 'Tell the admin: this server cannot read the keyring as it is now, and its log says why. Then try again.',
  },
  'directory-refused': {
    status: 409,
    title: 'Microsoft Entra did not take this.',
    advice: 'Do what “detail” says, then go on. The portal’s way stays open: an admin may register the token there.',
  },
  'directory-away': {
    status: 503,
    title: 'Microsoft Entra does not answer.',
    advice: 'Nothing is lost: go on in a moment, and it is looked up what was done already.',
  },
  'directory-paced': {
    status: 503,
    title: 'Microsoft Graph has enough to do just now.',
    advice: 'Nothing is lost: type the code that the token shows then.',
  },
  'directory-user': {
    status: 409,
    title: 'Entra cannot give this recipient a token.',
    advice: 'Put right what “detail” names in Entra, then go on; or cancel the job.',
  },
  'directory-serial-taken': {
    status: 409,
    title: 'Entra knows a token with this serial already.',
    advice: 'An admin may decide that the old one goes; or cancel this job and take another token.',
  },
  'not-connected': {
    status: 409,
    title: 'There is no connection to Microsoft Entra.',
    advice: 'An admin sets it up under Settings; until then tokens are registered in the portal.',
  },
  'pass-there': {
    status: 409,
    title: 'The recipient has a Temporary Access Pass already.',
    advice: 'Nobody can read it again. Replace it, or let them use the one they have.',
  },
  'read-out-closed': {
    status: 409,
    title: 'No code can be read out for this parcel.',
    advice: 'Do what “detail” says.',
  },
  'caller-check': {
    status: 409,
    title: 'The caller has not been checked.',
    advice: 'Ask the questions and type what the caller says; begin anew where too much time has passed.',
  },
  'caller-locked': {
    status: 409,
    title: 'Too many wrong answers.',
    advice: 'End the call. In a quarter of an hour the person may be asked again.',
  },
  'read-out-over': {
    status: 409,
    title: 'This read-out is over.',
    advice: 'Ask for another one; each counts.',
  },
  'read-out-live': {
    status: 409,
    title: 'A code for this token is being read out.',
    advice: 'Wait a minute or two until that is over, then type the code that the token shows.',
  },
  'read-out-code': {
    status: 422,
    title: 'This code was read out to somebody, so it proves nothing.',
    advice: 'Wait until the token shows a code that nobody was told, and type that.',
  },
  'read-out-by-you': {
    status: 403,
    title: 'You read codes out for this job.',
    advice: 'Let a code of the token prove it, or ask a colleague who read none out.',
  },
  'set-aside': {
    status: 409,
    title: 'This token was set aside.',
    advice: 'Take another one. An admin can say on its page that it is fine, or retire it.',
  },
  'token-unfit': {
    status: 409,
    title: 'This cannot be done with this token.',
    advice: 'Do what “detail” says.',
  },
  'too-large': { status: 413, title: 'The upload is too large.', advice: 'Split it and try again.' },
  'too-many-requests': { status: 429, title: 'Too many tries.', advice: 'Wait a minute and try again.' },
  'jobs-open': {
    status: 409,
    title: 'Jobs of this recipient are not finished.',
    advice: 'Bring the jobs named in “detail” to their end or cancel them, then try again.',
  },
  'name-taken': { status: 409, title: 'This name is taken.', advice: 'Choose another one.' },
  internal: {
    status: 500,
    title: 'Something went wrong here.',
    advice: 'Try again; if it stays, give the admin the reference.',
  },
  'not-ready': { status: 503, title: 'The depot is not ready.', advice: 'Try again in a moment.' },
} as const satisfies Record<string, ProblemRule>;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}

/** The body of every error answer, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  advice: z.string(),
  /** The request, as the header X-Request-Id and the log name it (RFC 9457 §3.1.5). */
  instance: z.string().optional(),
  reference: z.string().optional(),
  /** Further facts for the screen, never a secret. */
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;
