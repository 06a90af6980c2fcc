import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export interface Mail {
  readonly to: readonly string[];
  readonly from: string;
  readonly headers: string;
  /** Its plain text, decoded. */
  readonly text: string;
}

/** An SMTP server of this process, on a free port, that keeps what it is sent. */
export class PostOffice {
  readonly mails: Mail[] = [];
  /** Answers to the next mails for these addresses, each given once. */
  readonly refusals = new Map<string, number[]>();
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authMethods: ['PLAIN', 'LOGIN'],
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      logger: false,
      onAuth: ({ username = '', password = '' }, _session, done) => {
        if (username === 'depot' && password === 'sample-password') done(null, { user: username });
        else done(new Error('Wrong name or password'));
      },
      onRcptTo: ({ address }, _session, done) => {
        const answer = this.refusals.get(address)?.shift();
        if (answer === undefined) done();
        else done(Object.assign(new Error('Not now, thank you'), { responseCode: answer }));
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const [headers = '', ...body] = Buffer.concat(parts).toString('utf8').split('\r\n\r\n');
          this.mails.push({
            to: envelope.rcptTo.map(({ address }) => address),
            from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
            headers,
            text: decoded(headers, body.join('\r\n\r\n')),
          });
          done();
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async open(): Promise<PostOffice> {
    const office = new PostOffice();
    await new Promise<void>((resolve) => {
      office.#server.listen(0, '127.0.0.1', resolve);
    });
    return office;
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `smtp://depot:sample-password@127.0.0.1:${String(port)}`;
  }

  /** @param which how many to this address must be there. @returns the last of them */
  async mailTo(address: string, which = 1): Promise<Mail> {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = this.mails.filter(({ to }) => to.includes(address))[which - 1];
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No mail number ${String(which)} came to ${address}.`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

/** RFC 2045. */
function decoded(headers: string, body: string): string {
  if (/^content-transfer-encoding: base64/im.test(headers)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/^content-transfer-encoding: quoted-printable/im.test(headers)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
