import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseImport } from '../../src/usecases/items/transfer/import.js';
import { collect } from './helpers.js';

/** Open Repair Data lies beside the checkout where it is developed; it is not part of it. */
const FOLDER = fileURLToPath(new URL('../../../../../shared/data/ords/', import.meta.url));
const MAP = {
  name: 'partner_product_category',
  category: 'product_category',
  brand: 'brand',
  notes: 'problem',
  serialNumber: 'id',
};

describe.skipIf(!existsSync(FOLDER))('real repair records (skipped without ../shared/data/ords)', () => {
  test.each([
    ['repaircafedenmark.csv', 29_929, []],
    ['repaircafetoronto.csv', 5567, []],
    // Somebody wrote the whole story of a repair into the field for the kind of thing.
    [
      'fixitclinic.csv',
      1033,
      [{ row: 360, field: 'name', code: 'too_long', message: 'Shorten the name to 200 characters.' }],
    ],
  ])('%s: all %i rows are read', async (file, count, mistakes) => {
    const rows = await collect(parseImport('csv', createReadStream(FOLDER + file), { map: MAP }));
    expect(rows).toHaveLength(count);
    expect(rows.flatMap((row) => ('error' in row ? [row.error] : []))).toEqual(mistakes);
    const serials = new Set(rows.map((row) => 'input' in row && row.input.serialNumber));
    expect(serials.size).toBe(count);
  });
});
