/** A first line is shorter. */
const enough = 16 * 1024;

/** The first characters of a text, its first line among them, and the whole of it. */
export async function peekText(text: AsyncIterable<string>): Promise<{ start: string; whole: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]();
  let start = '';
  while (start.length < enough) {
    const next = await iterator.next();
    if (next.done === true) break;
    start += next.value;
  }
  return { start, whole: again(start, iterator) };
}

async function* again(start: string, iterator: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield start;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
