const HEAD_BYTES = 64 * 1024;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** On a tie the first wins. */
const DELIMITERS = [',', ';', '\t'] as const;

export interface CsvDialect {
  delimiter: string;
  /** The file, without a `sep=` line. */
  rest: AsyncIterable<Uint8Array>;
}

/**
 * Finds the delimiter: the one a first line `sep=;` names, as Excel writes it, or else the most frequent of comma,
 * semicolon and tab in the header, quoted text apart.
 */
export async function peekDialect(bytes: AsyncIterable<Uint8Array>): Promise<CsvDialect> {
  const source = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let line = firstLine(head);
  while (!line.isWhole && head.length < HEAD_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
    line = firstLine(head);
  }
  const named = /^sep=(.)$/i.exec(head.toString('latin1', line.start, line.end));
  return named?.[1] !== undefined
    ? { delimiter: named[1], rest: resume(head.subarray(line.end), source) }
    : { delimiter: mostFrequent(line.counts), rest: resume(head, source) };
}

/** The first line that is not empty, and the delimiters in it. */
function firstLine(head: Buffer) {
  const counts = new Map<string, number>();
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      if (at > start) return { isWhole: true, start, end: at, counts };
      start = at + 1;
      continue;
    }
    const character = String.fromCharCode(byte ?? 0);
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return { isWhole: false, start, end: head.length, counts };
}

function mostFrequent(counts: Map<string, number>): string {
  const count = (delimiter: string) => counts.get(delimiter) ?? 0;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

async function* resume(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield head;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}
