import type { DifferenceKind } from '@depot/contracts';

/** A token that by our ledger is in the directory. */
export interface OurToken {
  /** Its serial as the directory names it. */
  readonly name: string;
  readonly jobId: string;
  readonly deviceId: string | null;
  /** Entra's id of its user; null where it was registered in the portal and nobody looked. */
  readonly userId: string | null;
  /** `unassigned`: given up, and left in the inventory. */
  readonly status: 'assigned' | 'activated' | 'unassigned';
}

/** A token that the directory's inventory has. */
export interface TheirToken {
  readonly id: string;
  readonly serial: string | null;
  readonly status: string;
  readonly assignedTo: string | null;
}

export interface Difference {
  readonly kind: DifferenceKind;
  readonly serial: string;
  readonly ours: OurToken | null;
  readonly theirs: TheirToken | null;
}

/** What both sides know. `known`: every serial that the depot has seen, as the directory would name it. */
export interface Sides {
  readonly ours: readonly OurToken[];
  readonly theirs: readonly TheirToken[];
  readonly known: ReadonlySet<string>;
}

/** What differs between ledger and inventory, by serial; one token may differ in more than one way. */
export function compare({ ours, theirs, known }: Sides): Difference[] {
  const bySerial = new Map<string, TheirToken[]>();
  for (const device of theirs) {
    const serial = device.serial ?? '';
    bySerial.set(serial, [...(bySerial.get(serial) ?? []), device]);
  }
  const met = new Set<string>();
  const found = [...bySerial].flatMap(([serial, twins]) =>
    twins.length < 2 ? [] : [{ kind: 'twice' as const, serial, ours: null, theirs: twins[1] ?? null }],
  );
  const differences: Difference[] = [...found];
  for (const token of ours) {
    const twins = bySerial.get(token.name) ?? [];
    const device = twins.find(({ id }) => id === token.deviceId) ?? (token.deviceId === null ? twins[0] : undefined);
    if (device !== undefined) met.add(device.id);
    const kind = differenceOf(token, device ?? null);
    if (kind !== null) differences.push({ kind, serial: token.name, ours: token, theirs: device ?? twins[0] ?? null });
  }
  for (const device of theirs) {
    const serial = device.serial ?? '';
    if (met.has(device.id)) continue;
    if (!known.has(serial)) differences.push({ kind: 'unknown', serial, ours: null, theirs: device });
    else if (device.assignedTo !== null) differences.push({ kind: 'other-owner', serial, ours: null, theirs: device });
  }
  return differences.sort((a, b) => a.serial.localeCompare(b.serial));
}

function differenceOf(ours: OurToken, theirs: TheirToken | null): DifferenceKind | null {
  if (ours.status === 'unassigned') return theirs !== null && theirs.assignedTo !== null ? 'other-owner' : null;
  if (theirs === null) return 'missing';
  if (theirs.assignedTo !== null && ours.userId !== null && theirs.assignedTo !== ours.userId) return 'other-owner';
  // Right after a create the status may lag behind the assignment.
  const status = theirs.status === 'available' && theirs.assignedTo !== null ? 'assigned' : theirs.status;
  return status === ours.status ? null : 'status';
}
