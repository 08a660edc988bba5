import { TextDecoder } from 'node:util';
import { importInvalid } from './import-error.js';

/** The largest piece handed on at once, so that one huge chunk does not become a huge list of rows. */
const PIECE_BYTES = 64 * 1024;

/**
 * The file's text as UTF-8 without byte-order mark, in pieces of at most 64 KiB. UTF-16 is recognised by its mark, or
 * by its first character being ASCII, as it is in every CSV or JSON file in practice. UTF-8 is not checked here: its
 * readers can name the row.
 *
 * @throws {BriqueError} `import_invalid` for a spreadsheet's own format and for broken UTF-16
 */
export async function* utf8Bytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let head: Uint8Array | null = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  const encoder = new TextEncoder();
  for await (const chunk of bytes) {
    let piece: Uint8Array = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) continue;
      decoder = decoderFor(head);
      piece = withoutMark(head);
      head = null;
    }
    yield* pieces(decoder === null ? piece : encoder.encode(decode(decoder, piece)));
  }
  if (head !== null) {
    decoder = decoderFor(head);
    const rest = withoutMark(head);
    yield* pieces(decoder === null ? rest : encoder.encode(decode(decoder, rest)));
  }
  if (decoder !== null) decode(decoder, null);
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** Null means UTF-8. The decoder drops the mark of UTF-16 itself. */
function decoderFor(head: Uint8Array): TextDecoder | null {
  const [a, b, c, d] = head;
  const isZip = a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04;
  const isOldExcel = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
  if (isZip || isOldExcel) {
    throw importInvalid(
      'spreadsheet_file',
      'This is a spreadsheet or an archive, not text; save it as "CSV UTF-8" and import that.',
    );
  }
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)) return new TextDecoder('utf-16le', { fatal: true });
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return new TextDecoder('utf-16be', { fatal: true });
  return null;
}

function withoutMark(head: Uint8Array): Uint8Array {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
}

function decode(decoder: TextDecoder, bytes: Uint8Array | null): string {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    const message = 'The file is not valid UTF-16 text; save it as UTF-8 and try again.';
    throw importInvalid('not_utf16', message, undefined, error);
  }
}
