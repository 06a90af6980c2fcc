import { describe, expect, it } from 'vitest';
import { Wedge } from './wedge';

/** Types `text`, a key every `pace` milliseconds, and waits for silence whenever a person would. */
function type(wedge: Wedge, text: string, { pace, from = 0, end = '' }: { pace: number; from?: number; end?: string }) {
  let at = from;
  const came = [];
  for (const key of [...Array.from(text), ...(end === '' ? [] : [end])]) {
    wedge.press(key, at);
    at += pace;
    if (pace > Wedge.quietFor) came.push(wedge.settle());
  }
  came.push(wedge.settle());
  return came.filter((each) => each !== null);
}

describe('what comes in by the keyboard', () => {
  it.each(['', 'Enter', 'Tab'])('a serial from a scanner that ends with %j', (end) => {
    expect(type(new Wedge(), '8675612345678', { pace: 5, end })).toEqual([{ kind: 'scan', text: '8675612345678' }]);
  });

  it('six digits by hand, one after the other', () => {
    expect(type(new Wedge(), '123456', { pace: 220 })).toEqual([{ kind: 'code', text: '123456' }]);
  });

  it.each([90, 100, 119])('six digits by a quick hand, %i ms apart', (pace) => {
    expect(type(new Wedge(), '123456', { pace })).toEqual([{ kind: 'code', text: '123456' }]);
  });

  it('six digits at once, as from a scanner or a paste', () => {
    expect(type(new Wedge(), '123456', { pace: 2, end: 'Enter' })).toEqual([{ kind: 'code', text: '123456' }]);
  });

  it('two keys of a code rolled over count as typed by hand', () => {
    const wedge = new Wedge();
    expect(type(wedge, '12', { pace: 30 })).toEqual([]);
    expect(wedge.digits).toBe('12');
    expect(type(wedge, '3456', { pace: 220, from: 1000 })).toEqual([{ kind: 'code', text: '123456' }]);
  });

  it('a scan in the middle of a code is a scan, and the code starts anew', () => {
    const wedge = new Wedge();
    type(wedge, '123', { pace: 220 });
    expect(type(wedge, '8675612345678', { pace: 5, from: 5000, end: 'Enter' })).toEqual([
      { kind: 'scan', text: '8675612345678' },
    ]);
    expect(wedge.digits).toBe('');
  });

  it('a serial with letters', () => {
    expect(type(new Wedge(), 'T2-00017', { pace: 5, end: 'Enter' })).toEqual([{ kind: 'scan', text: 'T2-00017' }]);
  });

  it('a letter by itself is a key for somebody else', () => {
    expect(type(new Wedge(), 'n', { pace: 5 })).toEqual([{ kind: 'key', text: 'n' }]);
  });

  it('a scan that the page hears of in two parts is still one', () => {
    const wedge = new Wedge();
    for (const [place, key] of Array.from('867').entries()) wedge.press(key, place * 5);
    expect(wedge.settle()).toBeNull();
    for (const [place, key] of Array.from('5612345678').entries()) wedge.press(key, 15 + place * 5);
    expect(wedge.settle()).toEqual({ kind: 'scan', text: '8675612345678' });
    expect(wedge.digits).toBe('');
  });

  it('takes digits back, one at a time, and all at once', () => {
    const wedge = new Wedge();
    type(wedge, '123', { pace: 220 });
    expect(wedge.press('Backspace', 9000)).toBe(true);
    expect(wedge.digits).toBe('12');
    wedge.clear();
    expect(wedge.digits).toBe('');
    expect(wedge.press('Backspace', 9100)).toBe(false);
  });

  it('leaves Enter and Tab to the page where no scanner is at work', () => {
    const wedge = new Wedge();
    type(wedge, '12', { pace: 220 });
    expect(wedge.press('Enter', 5000)).toBe(false);
    expect(wedge.press('Tab', 6000)).toBe(false);
  });
});
