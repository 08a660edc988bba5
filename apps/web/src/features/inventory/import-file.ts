import { LIMITS } from '@brique/shared';
import Papa from 'papaparse';

export type FileFormat = 'csv' | 'json';

/** The beginning of a CSV file. */
export interface CsvHead {
  columns: string[];
  /** The first data rows, cells in the order of the columns. */
  rows: string[][];
}

export type ImportFile =
  | { format: 'csv'; file: File; head: CsvHead }
  | { format: 'json'; file: File; head: null };

/** Why a chosen file cannot be used; the texts say what to do. */
export type FileFault = 'tooBig' | 'wrongType' | 'noColumns' | 'unreadable';

/** Bytes read for the preview; the file itself may be hundreds of megabytes. */
const HEAD_BYTES = 64 * 1024;
const PREVIEW_ROWS = 5;

/** @returns the format by the file's name, else by its type; null when it is neither CSV nor JSON */
export function formatOf({ name, type }: Pick<File, 'name' | 'type'>): FileFormat | null {
  const extension = name.toLowerCase().split('.').pop();
  if (extension === 'json' || type === 'application/json') return 'json';
  if (extension === 'csv' || extension === 'tsv' || extension === 'txt' || type === 'text/csv') return 'csv';
  return null;
}

/**
 * The text of a file's beginning. UTF-16 is recognised as the server does it: by its byte-order mark, or by a first character
 * that is ASCII; everything else is taken for UTF-8.
 */
export function decodeHead(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const isLittle = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0);
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0);
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * Reads the first rows of a CSV text, whatever its separator.
 * @param text the beginning of the file, which may break off in the middle of a row
 * @param isWhole whether the text is the whole file, so that its last row counts
 */
export function parseCsvHead(text: string, isWhole: boolean): CsvHead {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    preview: PREVIEW_ROWS + 2,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const [columns = [], ...rows] = data;
  const complete = isWhole || rows.length > PREVIEW_ROWS ? rows : rows.slice(0, -1);
  return { columns, rows: complete.slice(0, PREVIEW_ROWS) };
}

/** @returns the file ready for mapping, or why it cannot be used */
export async function openImportFile(file: File): Promise<ImportFile | FileFault> {
  if (file.size > LIMITS.importBytes) return 'tooBig';
  const format = formatOf(file);
  if (format === null) return 'wrongType';
  if (format === 'json') return { format, file, head: null };
  let text: string;
  try {
    text = decodeHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return 'unreadable';
  }
  const head = parseCsvHead(text, file.size <= HEAD_BYTES);
  if (head.columns.every((column) => column.trim() === '')) return 'noColumns';
  return { format, file, head };
}
