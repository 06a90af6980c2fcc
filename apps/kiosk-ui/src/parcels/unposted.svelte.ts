/** Of parcels that have not been posted yet: the tracking numbers that were scanned for them, and which of them are chosen. */
export class Unposted {
  /** By the parcel's id. */
  tracking = $state<Record<string, string>>({});
  chosen = $state.raw<readonly string[]>([]);
}

let whose: string | null = null;
let held = new Unposted();

/** A look at a job, and back: what somebody scanned is still there. It goes with the page, and somebody else begins with nothing. */
export function unpostedOf(personId: string): Unposted {
  if (personId !== whose) held = new Unposted();
  whose = personId;
  return held;
}
