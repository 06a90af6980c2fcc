import { fromHex } from '../bytes.js';
import { LinkLost, type LinkLostReason } from '../transport.js';

/** A transcript is not written as one, or what was sent is not what it says. Both are told cut by type. */
export class TranscriptMismatch extends Error {
  override readonly name = 'TranscriptMismatch';
}

/** A command and the answer to it, each with the number of its line, from 1. */
export interface TranscriptExchange {
  readonly line: number;
  /** Hexadecimal, with marks for what was cut. */
  readonly command: string;
  /** The bytes of the answer, zeros for what was cut. Throws `LinkLost` where there was none. */
  readonly answer: () => Uint8Array;
}

const commandForm = /^=> ((?:[0-9a-f]{2})+(?: (?:\[[a-z]+ [1-9][0-9]*\])+)?|\[unknown [1-9][0-9]*\])$/;
const answerForm = /^<= (?:\[data ([1-9][0-9]*)\] )?((?:[0-9a-f]{2}){2,})$/;
const lostForm = /^<= \[lost (no-card|removed|time-out|short-answer|reader-lost)\]$/;

interface Line {
  readonly number: number;
  readonly text: string;
}

function answerOf({ number, text }: Line): () => Uint8Array {
  const reason = lostForm.exec(text)?.[1] as LinkLostReason | undefined;
  if (reason !== undefined) {
    return () => {
      throw new LinkLost(reason);
    };
  }
  const [, cut, told] = answerForm.exec(text) ?? [];
  if (told === undefined) throw new TranscriptMismatch(`Line ${number}: no answer to the command before it.`);
  return () => Uint8Array.from([...new Uint8Array(Number(cut ?? 0)), ...fromHex(told)]);
}

/**
 * The exchanges of a transcript. Comments (`#`) and blank lines do not count; everything else is a command, `=>`, or
 * the answer that follows it, `<=`, in lower case. Throws `TranscriptMismatch` with the line that is neither.
 */
export function readTranscript(transcript: string): TranscriptExchange[] {
  const lines = transcript
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  const exchanges: TranscriptExchange[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const [sent, heard] = [lines[at], lines[at + 1]];
    const command = sent && commandForm.exec(sent.text)?.[1];
    if (command === undefined) throw new TranscriptMismatch(`Line ${sent?.number ?? 0}: no command.`);
    if (heard === undefined) throw new TranscriptMismatch(`Line ${sent?.number ?? 0}: a command without its answer.`);
    exchanges.push({ line: sent?.number ?? 0, command, answer: answerOf(heard) });
  }
  return exchanges;
}
