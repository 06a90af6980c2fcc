import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import { encodeBase32 } from '@depot/totp';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Seed } from '../vault/seed.js';
import { Log } from './log.js';

const seedText = 'PLANTED-SEED-0123456';
const bytes = new TextEncoder().encode(seedText);
const planted = {
  password: 'correct-horse-battery-9',
  code: '493027',
  upn: 'sample.person@contoso.com',
};
const base32 = encodeBase32(bytes);
const hex = Buffer.from(bytes).toString('hex');
const base64 = Buffer.from(bytes).toString('base64');
const uri = `otpauth://totp/Contoso?secret=${base32}&issuer=Microsoft`;
const inDecimals = [...bytes].join(',');
const secrets = [base32, base32.toLowerCase(), hex, base64, 'PLANTED-SEED', inDecimals, ...Object.values(planted)];

function written(say: (log: Log) => void): string {
  let text = '';
  const log = new Log('trace', { replica: 'test', to: { write: (line) => (text += line) } });
  say(log);
  return text;
}

function databaseError(): Error {
  // As pg makes it.
  const error = new Error(`invalid input syntax for type uuid: "${planted.password}"`);
  return Object.assign(error, {
    name: 'error',
    severity: 'ERROR',
    code: '23505',
    detail: `Key (upn)=(${planted.upn}) already exists.`,
    where: `unnamed portal parameter $1 = '${planted.password}'`,
    table: 'recipient',
    constraint: 'recipient_upn',
    parameters: [planted.password, bytes],
  });
}

function parseError(): object {
  try {
    return JSON.parse(`x${planted.code}`) as object;
  } catch (error) {
    return error as Error;
  }
}

function refusedInput(): Error {
  const Body = z.strictObject({
    upn: z.email(),
    codes: z.array(z.literal('x', { error: (issue) => `not ${String(issue.input)}` })),
  });
  return (
    Body.safeParse({ upn: planted.password, codes: [planted.code] }, { reportInput: true }).error ??
    new Error('It was taken.')
  );
}

const body = { password: planted.password, code: planted.code, text: uri, nested: { deep: { seed: bytes } } };
class Carrier {
  readonly secret = planted.password;
  toJSON(): unknown {
    return { secret: this.secret };
  }
}
const request = Object.assign(new IncomingMessage(new Socket()), { body, url: `/?secret=${base32}` });
const caused = new Error(`Could not read “${planted.password}”`, {
  cause: new AggregateError([databaseError(), Object.assign(new Error(`seed ${base32}`), { seed: bytes })], uri),
});
const multiline = new Error(`no\n    at ${planted.password}\n${uri}`);

const things: Record<string, object | string> = {
  'a seed': new Seed(bytes.slice()),
  bytes: bytes,
  'a buffer': Buffer.from(bytes),
  'an array buffer': bytes.buffer,
  'an array of numbers': [...bytes],
  'a request with its body': request,
  'a body': body,
  'a list of bodies': [body],
  'a map': new Map([['password', planted.password]]),
  'an instance that prints itself': new Carrier(),
  'an error of the database': databaseError(),
  'an error of the JSON parser': parseError(),
  'a refused input': refusedInput(),
  'a chain of causes': caused,
  'an error of several lines': multiline,
  'an error with its input on it': Object.assign(new TypeError('Invalid URL'), { input: uri }),
  'an HTTP exception with its answer': new HttpException(body, 400),
  'a connection string': `postgres://depot:${planted.password}@db.example.org/depot`,
  'a QR’s text': uri,
  'a secret in a sentence': `The seed is ${base32}, in hexadecimal ${hex}, or ${base64}`,
  'a code in a sentence': `The code ${planted.code} does not fit, nor does 493 027`,
  'an address in a sentence': `Nobody is called ${planted.upn} here`,
};

type Way = (log: Log, thing: object | string) => void;
const ways: Record<string, Way> = {
  'as the line itself': (log, thing) => {
    log.of('test').error(thing);
  },
  'as a fact': (log, thing) => {
    log.of('test').trace({ thing, err: thing }, 'Something happened');
  },
  'as an insert': (log, thing) => {
    log.of('test').info('It was %s, %o, %j', thing, thing, thing);
  },
  'as an insert after facts': (log, thing) => {
    log.of('test').debug({ thing }, 'It was %O', thing);
  },
  'on a child logger': (log, thing) => {
    log.of('test').child({ thing }).warn('Something happened');
  },
  'by Nest': (log, thing) => {
    for (const level of ['log', 'debug', 'verbose', 'warn', 'error', 'fatal'] as const) log[level](thing, thing);
  },
};

describe('the log, at its most talkative', () => {
  for (const [way, say] of Object.entries(ways)) {
    it.each(Object.keys(things))(`blanks %s ${way}`, (name) => {
      const text = written((log) => {
        say(log, things[name] ?? '');
      });
      expect(text).toMatch(/^\{"level":".+\}\n$/s);
      for (const secret of secrets) expect(text.includes(secret), `${secret} in ${text}`).toBe(false);
    });
  }

  it('would be caught at it: a logger of the plain kind lets each of these through', () => {
    const leaky = Object.keys(things).filter((name) => {
      let text = '';
      const plain = pino({ level: 'trace' }, { write: (line) => (text += line) });
      plain.info({ thing: things[name], err: things[name] }, '%s', things[name] ?? '');
      return secrets.some((secret) => text.includes(secret) || text.includes(secret.replaceAll('"', '\\"')));
    });
    // The seed cannot print itself, and neither do maps.
    expect(Object.keys(things).filter((name) => !leaky.includes(name))).toEqual(['a seed', 'an array buffer', 'a map']);
  });

  it('keeps what helps: names, codes, places, and facts of the flat kind', () => {
    const id = '0b0f7ac6-6a1b-4c6e-9d9a-1f2e3d4c5b6a';
    const text = written((log) => {
      log.of('burn').warn({ err: caused, order: id, attempt: 2, code: 'link-lost' }, 'Order %s is sent again', id);
    });
    const line = JSON.parse(text) as Record<string, unknown>;
    expect(line).toMatchObject({
      level: 'warn',
      service: 'depot-api',
      process: 'test',
      part: 'burn',
      order: id,
      attempt: 2,
    });
    expect(line).toMatchObject({ code: 'link-lost', msg: `Order ${id} is sent again` });
    expect(line['err']).toMatchObject({
      type: 'Error',
      cause: {
        type: 'AggregateError',
        errors: [{ code: '23505', table: 'recipient', constraint: 'recipient_upn' }, {}],
      },
    });
    expect(text).toMatch(/log\.test\.ts:\d+/);
  });

  it('names the fields of a refused input', () => {
    const text = written((log) => {
      log.of('http').info(refusedInput());
    });
    expect(text).toContain('"issues":["upn: invalid_format","codes.0: invalid_value"]');
  });
});
