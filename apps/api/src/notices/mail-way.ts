import { createTransport } from 'nodemailer';
import type { NoticeSettings } from '../platform/config/config.js';
import type { NoticeMessage, Way } from './notice-message.js';
import { NotSent } from './not-sent.js';

const patienceMs = 20_000;

/** Plain-text mail by SMTP: with TLS, except to this machine. */
export class MailWay implements Way {
  readonly #transport: ReturnType<typeof createTransport>;
  readonly #from: string;

  constructor({ server, from }: NonNullable<NoticeSettings['mail']>) {
    const at = new URL(server);
    const secure = at.protocol === 'smtps:';
    const here = ['127.0.0.1', 'localhost', '[::1]'].includes(at.hostname);
    this.#from = from;
    this.#transport = createTransport({
      host: at.hostname.replace(/^\[|\]$/g, ''),
      port: at.port === '' ? (secure ? 465 : 587) : Number(at.port),
      secure,
      requireTLS: !secure && !here,
      ...(at.username === ''
        ? {}
        : { auth: { user: decodeURIComponent(at.username), pass: decodeURIComponent(at.password) } }),
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: NoticeMessage): Promise<void> {
    if (message.to.email === null) throw new NotSent('address', { passing: false, answer: null });
    try {
      await this.#transport.sendMail({
        from: { name: 'Token Depot', address: this.#from },
        to: { name: '', address: message.to.email },
        subject: message.subject,
        text: message.text,
        // The same each time: a mail that went out twice is one to the recipient's program.
        messageId: `<${message.id}@${this.#from.split('@')[1] ?? 'token-depot'}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.to.language },
      });
    } catch (error) {
      throw notSent(error);
    }
  }
}

/** RFC 5321: 4yz may pass, 5yz will not. */
function notSent(error: unknown): NotSent {
  const told = typeof error === 'object' && error !== null ? error : {};
  const name = 'code' in told && typeof told.code === 'string' ? told.code : null;
  const number = 'responseCode' in told && typeof told.responseCode === 'number' ? told.responseCode : null;
  const how = { passing: number === null || number < 500, answer: number === null ? name : String(number) };
  // Wrong name and password stay wrong; a server that cannot ask its directory just now says 454 (RFC 4954, section 6).
  const isLater = number !== null && number >= 400 && number < 500;
  if (name === 'EAUTH' && !isLater) return new NotSent('sign-in', { ...how, passing: false });
  if (name === 'EENVELOPE') return new NotSent('address', how);
  return new NotSent(number === null ? 'unreachable' : 'refused', how);
}
