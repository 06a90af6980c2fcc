import type { Me, Problem } from '@depot/contracts';
import { Client } from '../depot/client.js';

export interface SignInTry {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
}

export interface DoorAnswer {
  readonly status: number;
  readonly cookie: string;
  readonly me: Me | null;
  /** Without what names the request: what two refusals must have alike. */
  readonly problem: Omit<Problem, 'instance'> | null;
}

let strangers = 0;

/** An address that nobody has used so far, as a trusted proxy would tell it. */
export function newAddress(): string {
  strangers += 1;
  return `198.51.${String(strangers >> 8)}.${String(strangers & 255)}`;
}

/** One try, from an address of its own unless one is named: the door counts by address as well. */
export async function tryDoor(url: string, given: SignInTry, address = newAddress()): Promise<DoorAnswer> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    },
    body: JSON.stringify(given),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const body: unknown = await answer.json();
  if (answer.ok) return { status: answer.status, cookie, me: body as Me, problem: null };
  const { instance: _, ...problem } = body as Problem;
  return { status: answer.status, cookie, me: null, problem };
}

/** Signs in at one replica or another. @returns the person's browser */
export async function enter(url: string, given: SignInTry): Promise<Client> {
  const { cookie, problem } = await tryDoor(url, given);
  if (problem !== null) throw new Error(`${given.name} was refused: ${problem.detail}`);
  return Client.with(url, cookie);
}
