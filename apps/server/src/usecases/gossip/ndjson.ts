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
  let rest = '';
  for await (const chunk of body) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (rest.length > maxLineBytes) throw new BriqueError('too_large', 'A line of the stream is too long.');
    if (end > 0) yield text.slice(0, end).split('\n').filter(isFilled);
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

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

function isFilled(line: string): boolean {
  return line !== '';
}
