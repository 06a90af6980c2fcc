import { readFileSync } from 'node:fs';
import type { JobPage, JobRow } from '@depot/contracts';
import { programs, startProgram } from '../depot/program.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the built command with nothing but these settings, as somebody at a shell would. */
export async function depotCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const program = startProgram(programs.command, args, environment);
  const code = await program.ended;
  return { code, output: program.output() };
}

/** The settings with which a person signs in from the command line. The depot printed their password when it first started. */
export function signInOf(depot: ThrowAwayDepot, role: string): Record<string, string> {
  const password = new RegExp(`^ {2}${role} +(\\S+)$`, 'm').exec(depot.api.output())?.[1] ?? '';
  return { DEPOT_ADMIN_NAME: role, DEPOT_ADMIN_PASSWORD: password };
}

/** A batch of recipients, one job each. */
export async function jobsFor(depot: ThrowAwayDepot, upns: readonly string[]): Promise<JobRow[]> {
  const csv = ['upn,display name,street,city,country']
    .concat(upns.map((upn) => `${upn},Planted Person,7 Planted Street,Sampletown,FR`))
    .join('\n');
  const { manager } = depot.clients;
  const { id } = await manager.post<{ id: string }>('batches', { name: 'Audited', route: 'qr', csv });
  return (await manager.get<JobPage>(`batches/${id}/jobs`)).jobs;
}

/** The head that `audit verify` printed. */
export function headIn(output: string): string {
  return /^Head: (\d+:[0-9a-f]{64})$/m.exec(output)?.[1] ?? '';
}

/** An export's rows, by their place in the chain. */
export function rowsOf(file: string): { seq: number; event_id: number; event: { kind: string } }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"type":"row"'))
    .map((line) => JSON.parse(line) as { seq: number; event_id: number; event: { kind: string } });
}
