import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';

const file = new URL('../../../kiosk-agent/dist/agent.tgz', import.meta.url);

/** The npm package of the agent that was built with this server. */
@Injectable()
export class AgentPackage {
  /** Null where it was not built. Read once: a later build beside a server that runs is not this server's. */
  readonly bytes: Uint8Array | null = read();
  /** A strong entity tag (RFC 9110, 8.8.3). */
  readonly tag = `"${createHash('sha256')
    .update(this.bytes ?? '')
    .digest('base64url')}"`;
}

function read(): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
