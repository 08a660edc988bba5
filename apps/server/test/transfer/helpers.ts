import {
  type ImportedRow,
  parseImport,
  type TransferFormat,
} from '../../src/usecases/items/transfer/import.js';

/** A file that arrives in chunks of the given size. */
export async function* chunked(file: Uint8Array | string, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Reads a whole file; `size` is that of its chunks. */
export function read(
  format: TransferFormat,
  file: Uint8Array | string,
  map = {},
  size?: number,
): Promise<ImportedRow[]> {
  return collect(parseImport(format, chunked(file, size), { map }));
}

/** What reading did, failures included, as something to compare. */
export async function outcome(
  format: TransferFormat,
  file: Uint8Array | string,
  size: number,
): Promise<unknown> {
  return read(format, file, {}, size).catch((error: unknown) => String(error));
}
