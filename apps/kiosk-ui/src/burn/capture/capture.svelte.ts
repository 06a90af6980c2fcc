import type { WrongQr } from '@depot/totp';
import type { Attempt } from '../../api/attempt.svelte';
import type { FoundQr } from './found-qr';
import { judgeAll, type JudgedQr } from './judge-capture';
import { QrDecoder } from './qr-decoder';
import { openCamera, openScreen, type VideoTrouble, videoTrouble } from './video-source';

/** How a QR code comes in: by a camera, off a window on this screen, as a picture or text, or typed by hand. */
export type Way = 'camera' | 'screen' | 'picture' | 'typed';

/** What keeps a capture from being sent. */
export type Question =
  | { readonly kind: 'wrong'; readonly reason: WrongQr }
  | { readonly kind: 'which'; readonly codes: readonly JudgedQr[] }
  | { readonly kind: 'other-account'; readonly text: string; readonly account: string }
  /** Sent, and refused: the problem is shown with the job. */
  | { readonly kind: 'refused' };

export type CaptureTrouble = VideoTrouble | 'no-code' | 'no-picture' | 'decoder';

/** Whom a capture is for, and where it goes. */
export interface CaptureFor {
  readonly upn: string;
  readonly attempt: Attempt;
  /** Whoever captures may say that the account in the code is the recipient's under another name. */
  readonly decides: boolean;
  send(text: string, anyAccount: boolean): Promise<void>;
}

/** As the operator last chose, for as long as the page is open. */
let lastWay: Way = 'picture';

/** One capture for one job. The text is kept no longer than until it is sent or refused, and never beyond this. */
export class Capture {
  way = $state<Way>(lastWay);
  question = $state.raw<Question | null>(null);
  trouble = $state<CaptureTrouble | null>(null);
  stream = $state.raw<MediaStream | null>(null);
  readonly decoder = new QrDecoder();
  readonly #for: CaptureFor;
  #closed = false;

  constructor(goal: CaptureFor) {
    this.#for = goal;
  }

  get busy(): boolean {
    return this.#for.attempt.busy;
  }

  get upn(): string {
    return this.#for.upn;
  }

  get decides(): boolean {
    return this.#for.decides;
  }

  choose(way: Way): void {
    this.#stop();
    this.scanAgain();
    this.way = way;
    lastWay = way;
  }

  /** @param deviceId which camera; the browser's own choice where it is null */
  async watchCamera(deviceId: string | null): Promise<void> {
    await this.#watch(() => openCamera(deviceId));
  }

  async watchScreen(): Promise<void> {
    await this.#watch(openScreen);
  }

  /** What is in sight of a video that is being watched. */
  readonly look = (found: readonly FoundQr[]): void => {
    if (this.trouble === 'decoder') this.trouble = null;
    const waits = this.question !== null && this.question.kind !== 'wrong';
    if (found.length > 0 && !waits && !this.busy) void this.#settle(found);
  };

  /** A video is being watched, and nothing in it can be seen. */
  readonly blind = (): void => {
    this.trouble = 'decoder';
  };

  async takePicture(picture: Blob): Promise<void> {
    this.scanAgain();
    let found: readonly FoundQr[];
    try {
      found = await this.decoder.decode(await createImageBitmap(picture));
    } catch (error) {
      this.trouble = error instanceof DOMException ? 'no-picture' : 'decoder';
      return;
    }
    if (found.length === 0) this.trouble = 'no-code';
    else await this.#settle(found);
  }

  /** A text that was pasted, typed, or read by a scanner. */
  async takeText(text: string): Promise<void> {
    this.scanAgain();
    if (text.trim() !== '') await this.#settle([{ text, corners: [] }]);
  }

  async pick({ text, judgement }: JudgedQr): Promise<void> {
    this.question = null;
    if (judgement.kind === 'right') await this.#send(text, false);
    else if (judgement.kind === 'wrong') this.question = judgement;
    else this.question = { ...judgement, text };
  }

  /** The account that the code names is the recipient's after all. */
  async useAnyway(): Promise<void> {
    const { question } = this;
    this.question = null;
    if (question?.kind === 'other-account') await this.#send(question.text, true);
  }

  scanAgain(): void {
    this.question = null;
    this.trouble = null;
    this.#for.attempt.forget();
  }

  close(): void {
    this.#closed = true;
    this.question = null;
    this.#stop();
    this.decoder.close();
  }

  async #settle(found: readonly FoundQr[]): Promise<void> {
    this.trouble = null;
    const codes = judgeAll(found, this.#for.upn);
    const [only, another] = codes;
    if (another !== undefined) this.question = { kind: 'which', codes };
    else if (only !== undefined) await this.pick(only);
  }

  async #send(text: string, anyAccount: boolean): Promise<void> {
    await this.#for.send(text, anyAccount);
    if (this.#for.attempt.problem === null) this.#stop();
    else this.question = { kind: 'refused' };
  }

  async #watch(open: () => Promise<MediaStream>): Promise<void> {
    this.#stop();
    this.trouble = null;
    try {
      const stream = await open();
      if (this.#closed) {
        stopTracks(stream);
        return;
      }
      for (const track of stream.getTracks())
        track.onended = () => {
          this.#ended(stream);
        };
      this.stream = stream;
    } catch (error) {
      this.trouble = videoTrouble(error);
    }
  }

  #ended(stream: MediaStream): void {
    if (this.stream !== stream) return;
    this.stream = null;
    this.trouble = 'ended';
  }

  #stop(): void {
    const { stream } = this;
    this.stream = null;
    if (stream !== null) stopTracks(stream);
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
