/** Reads WebSocket frames (RFC 6455 §5.2) off one direction of a connection and hands out each one's payload, unmasked. */
export class SocketFrames {
  readonly #take: (payload: Uint8Array) => void;
  #pending: Uint8Array = new Uint8Array(0);

  constructor(take: (payload: Uint8Array) => void) {
    this.#take = take;
  }

  push(chunk: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (let length = this.#frame(); length !== null; length = this.#frame())
      this.#pending = this.#pending.subarray(length);
  }

  /** @returns the length of the frame that was read, or null when there is no whole one */
  #frame(): number | null {
    const bytes = Buffer.from(this.#pending.buffer, this.#pending.byteOffset, this.#pending.length);
    if (bytes.length < 2) return null;
    const second = bytes.readUInt8(1);
    const short = second & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const masked = second >= 0x80;
    const head = 2 + extra + (masked ? 4 : 0);
    if (bytes.length < head) return null;
    const length = extra === 2 ? bytes.readUInt16BE(2) : extra === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < head + length) return null;
    const mask = masked ? bytes.subarray(head - 4, head) : null;
    this.#take(bytes.subarray(head, head + length).map((byte, at) => byte ^ (mask?.[at % 4] ?? 0)));
    return head + length;
  }
}
