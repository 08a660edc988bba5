import type { Item } from '@brique/shared';

/** What an export holds of each item, in this order; a CSV file that has them all is known to be ours. */
export const EXPORT_COLUMNS = [
  'id',
  'name',
  'category',
  'brand',
  'model',
  'serialNumber',
  'purchaseDate',
  'notes',
  'originPeerId',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Item)[];

/**
 * A cell that a spreadsheet would run as a formula, after any apostrophes; a signed number or telephone number is
 * none. The full-width signs count in East Asian versions. (OWASP, "CSV Injection".)
 */
const FORMULA = /^'*\s*[=@+\-＝＠＋－](?!(?<=[+-])[\d\s().,/-]*$)/u;

/**
 * Keeps a spreadsheet from running what somebody typed, perhaps on another instance: a formula gets an apostrophe
 * in front. So does text of apostrophes and a formula, so that `plainCell` always gives back what went in.
 */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The inverse of `safeCell`, for files known to be ours: elsewhere the apostrophe may be what was typed. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
