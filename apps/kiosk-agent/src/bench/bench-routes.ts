import { decodeBase32 } from '@depot/totp';
import { type z } from 'zod';
import { BenchRefusal } from './bench-refusal.js';
import {
  ClassicRequest,
  ClockRequest,
  faultRule,
  FaultsRequest,
  PlaceRequest,
  PlugRequest,
  PressRequest,
  ReaderPlugRequest,
  RemoveRequest,
  SwitchRequest,
} from './bench-requests.js';
import { type VirtualBench } from './virtual-bench.js';

/** What a request to the bench comes down to: a method, a path and a body, already parsed from JSON. */
export interface BenchRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BenchRefusal(`The request is not valid at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}.`);
}

function bytesOfBase32(text: string): string {
  try {
    return Buffer.from(decodeBase32(text)).toString('hex');
  } catch {
    throw new BenchRefusal('The seed is not Base32.');
  }
}

/** What each `POST` does, by its path. */
const posts: Record<string, (bench: VirtualBench, body: unknown) => unknown> = {
  '/place': (bench, body) => {
    const { reader, serial } = parsed(PlaceRequest, body);
    return bench.place(reader, serial);
  },
  '/remove': (bench, body) => ({ removed: bench.remove(parsed(RemoveRequest, body).reader) }),
  '/plug-reader': (bench, body) => {
    const { reader, plugged } = parsed(ReaderPlugRequest, body);
    return bench.plugReader(reader, plugged);
  },
  '/switch': (bench, body) => {
    const { serial, on } = parsed(SwitchRequest, body);
    return bench.switch(serial, on);
  },
  '/take-fresh': (bench) => bench.takeFresh(),
  '/take-molto': (bench) => bench.moltos.takeFresh(),
  '/plug': (bench, body) => {
    const { serial, plugged } = parsed(PlugRequest, body);
    return bench.moltos.plug(serial, plugged);
  },
  '/press-up': (bench, body) => bench.moltos.pressUp(parsed(PressRequest, body).serial),
  '/classic': (bench, body) => {
    const { serial, seedBase32, period, clockError } = parsed(ClassicRequest, body);
    const seed = bytesOfBase32(seedBase32);
    return bench.addClassic({ serial, seed, period, algorithm: 'SHA1', clockErrorSeconds: clockError });
  },
  '/clock': (bench, body) => {
    const { serial, clockError } = parsed(ClockRequest, body);
    return bench.setClock(serial, clockError);
  },
  '/faults': (bench, body) => {
    const request = parsed(FaultsRequest, body);
    bench.faults(request.serial, faultRule(request));
    return { armed: request.fault !== null };
  },
};

/** The answer, to be sent as JSON; undefined when there is no such address. @throws BenchRefusal */
export function answerOf(bench: VirtualBench, { method, path, body }: BenchRequest): unknown {
  if (method === 'POST') return posts[path]?.(bench, body);
  if (method !== 'GET') return undefined;
  if (path === '/state') return bench.state();
  const [, serial, profile] = /^\/tokens\/([^/]+)(?:\/profiles\/(\d{1,2}))?\/display$/.exec(path) ?? [];
  if (serial === undefined) return undefined;
  const name = decodeURIComponent(serial);
  return profile === undefined ? bench.display(name) : bench.moltos.display(name, Number(profile));
}
