import type { DecodeAnswer, DecodeRequest, FoundQr } from './found-qr';

/** The decoder, in a worker of its own so that the page stays quick; it starts with the first picture and ends with `close`. */
export class QrDecoder {
  #worker: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, PromiseWithResolversOf<readonly FoundQr[]>>();

  /** @param picture is closed afterwards @throws DecoderFailed */
  decode(picture: ImageBitmap): Promise<readonly FoundQr[]> {
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, picture } satisfies DecodeRequest, [picture]);
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#failAll();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      const asked = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.found === null) asked?.reject(new DecoderFailed());
      else asked?.resolve(data.found);
    };
    // Its script could not be loaded, or stopped: the next picture starts another.
    worker.onerror = () => {
      this.close();
    };
    return worker;
  }

  #failAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new DecoderFailed());
    this.#waiting.clear();
  }
}

interface PromiseWithResolversOf<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: Error) => void;
}

/** The decoder could not look at a picture: it was closed, or could not be loaded. */
class DecoderFailed extends Error {
  override readonly name = 'DecoderFailed';
}
