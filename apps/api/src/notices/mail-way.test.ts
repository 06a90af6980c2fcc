import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MailWay } from './mail-way.js';

/** Answers to the next sign-ins; whoever finds none is let in. */
let answers: number[];
let server: SMTPServer;
let way: MailWay;

beforeEach(async () => {
  answers = [];
  server = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: (_given, _session, done) => {
      const responseCode = answers.shift();
      if (responseCode === undefined) done(null, { user: 'depot' });
      else done(Object.assign(new Error('Not now'), { responseCode }));
    },
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  way = new MailWay({
    server: `smtp://depot:sample@127.0.0.1:${String(port)}`,
    from: 'depot@example.org',
    staff: null,
  });
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(resolve);
    }),
);

const send = () =>
  way.send({
    id: 'sample',
    kind: 'arrival-code',
    jobNumber: 1,
    to: { email: 'ada@contoso.com', phone: null, language: 'en' },
    subject: 'A sample',
    text: 'A sample.',
  });

it('tries a mail again whose server could not check name and password just then', async () => {
  answers = [454];
  await expect(send()).rejects.toMatchObject({ trouble: 'refused', passing: true, answer: '454' });
  await send();
});

it('keeps a mail for an admin whose server does not take name and password', async () => {
  answers = [535];
  await expect(send()).rejects.toMatchObject({ trouble: 'sign-in', passing: false, answer: '535' });
});
