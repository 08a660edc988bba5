import { BriqueError } from '../brique-error.js';

/**
 * Cuts a byte stream into lines.
 * @param body UTF-8
 * @param maxLineBytes a longer line is an error, so that a stream without line breaks cannot fill the memory
 * @returns the complete lines of each chunk, in order; empty lines are left out
 * @throws BriqueError `too_large`
 */
export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const chunk of body) {
    // Whole lines only are decoded: no character is cut then, and a decoder that need not remember one is several times as fast.
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield linesOf(decoder.decode(Buffer.concat([...rest, chunk.subarray(0, end)])));
      rest = [];
      restBytes = 0;
    }
    rest.push(chunk.subarray(end));
    restBytes += chunk.length - end;
    if (restBytes > maxLineBytes) throw new BriqueError('too_large', 'A line of the stream is too long.');
  }
  const last = linesOf(decoder.decode(Buffer.concat(rest)));
  if (last.length > 0) yield last;
}

const LINE_FEED = 0x0a;

/** A line that marks a place in the feed: what came before it belongs to its cursor. */
export interface CursorLine {
  readonly cursor: string | null;
  /** The stream ends here, whole; a stream without such a line was cut. */
  readonly end: boolean;
}

/** @returns the line as a cursor line, or null when it is an item; items begin with `{"id"` */
export function parseCursorLine(line: string): CursorLine | null {
  if (!line.startsWith('{"cursor"')) return null;
  try {
    const { cursor, end } = JSON.parse(line) as Record<string, unknown>;
    return { cursor: typeof cursor === 'string' ? cursor : null, end: end === true };
  } catch {
    return null;
  }
}

export function cursorLine(cursor: string | null, end: boolean): string {
  return `${JSON.stringify(end ? { cursor, end } : { cursor })}\n`;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
