import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ItemInput } from '@brique/shared';
import { parse } from 'csv-parse';

export const DATA = fileURLToPath(
  new URL('../../../shared/data/ords/repaircafedenmark.csv', import.meta.url),
);

/**
 * Real repair-café records as items, repeated under new serial numbers where more are needed.
 * @param count how many
 * @throws Error when the records are not beside the checkout
 */
export async function readRecords(count: number): Promise<ItemInput[]> {
  if (!existsSync(DATA)) throw new Error(`The bench needs the records at ${DATA}.`);
  const records: ItemInput[] = [];
  for await (const row of createReadStream(DATA).pipe(parse({ columns: true, bom: true }))) {
    records.push({
      name: row.partner_product_category,
      category: row.product_category,
      brand: row.brand,
      notes: row.problem,
      serialNumber: row.id,
    });
  }
  return Array.from({ length: count }, (_, i) => {
    const record = records[i % records.length];
    if (record === undefined) throw new Error('no records');
    const round = Math.floor(i / records.length);
    return round === 0 ? record : { ...record, serialNumber: `${record.serialNumber}-${round}` };
  });
}
