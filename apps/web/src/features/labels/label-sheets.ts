/** Printing more at once helps nobody, and browsers grow slow. */
export const MAX_LABELS = 5000;

/**
 * Puts labels on sheets.
 * @param labels in the order of printing
 * @param perSheet places of a sheet
 * @param used places that are already gone from the first sheet
 * @returns for each sheet its places in order, null where nothing is printed; the last sheet ends with its last label
 */
export function fillSheets<T>(labels: readonly T[], perSheet: number, used: number): (T | null)[][] {
  const places: (T | null)[] = [...Array<null>(used).fill(null), ...labels];
  const sheets: (T | null)[][] = [];
  if (labels.length === 0) return sheets;
  for (let at = 0; at < places.length; at += perSheet) sheets.push(places.slice(at, at + perSheet));
  return sheets;
}

/** @returns each item as often as there are copies, copies side by side, at most `MAX_LABELS` in all */
export function withCopies<T>(items: readonly T[], copies: number): T[] {
  return items
    .slice(0, Math.ceil(MAX_LABELS / copies))
    .flatMap((item) => Array<T>(copies).fill(item))
    .slice(0, MAX_LABELS);
}
