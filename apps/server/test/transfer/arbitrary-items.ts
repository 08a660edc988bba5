import type { Item } from '@brique/shared';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { checkItemInput } from '../../src/usecases/items/item-input.js';

const SAMPLES = [
  '"',
  '""',
  "'",
  "'=",
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  '\ufeff',
  '=1+1',
  '+33 6',
  '-5',
  '@SUM(A1)',
  ' ',
];

/** Any text a person could have typed, and often what trips a CSV reader. */
const typed = fc
  .array(
    fc.oneof(fc.constantFrom(...SAMPLES), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const date = fc.option(
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  { nil: null },
);

/** Items as the store holds them: everything a person typed has gone through `checkItemInput`. */
export const item: fc.Arbitrary<Item> = fc
  .record({
    name: typed.map((text) => `n${text}`),
    category: typed,
    brand: typed,
    model: typed,
    serialNumber: typed,
    purchaseDate: date.map((day) => day?.toISOString().slice(0, 10) ?? null),
    notes: typed,
  })
  .map((given) => checkItemInput(given, 'create'))
  .filter((checked) => checked.ok)
  .chain((checked) =>
    fc.record({ input: fc.constant(checked.input), seed: fc.integer({ min: 0, max: 2 ** 40 }) }),
  )
  .map(({ input, seed }) => ({
    category: '',
    brand: '',
    model: '',
    serialNumber: '',
    purchaseDate: null,
    notes: '',
    ...input,
    id: v7({ msecs: seed }),
    originPeerId: 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst',
    photoAssetId: null,
    health: 'incomplete',
    assetCount: 0,
    conflictCount: 0,
    syncVersion: 3,
    createdAt: '2026-01-02T03:04:05.678Z',
    updatedAt: '2026-01-02T03:04:05.678Z',
    deletedAt: null,
  }));

/** What an import of an exported item must give. */
export function asImported(from: Item) {
  const { id, originPeerId, name, category, brand, model, serialNumber, purchaseDate, notes } = from;
  return { id, originPeerId, name, category, brand, model, serialNumber, purchaseDate, notes };
}

export async function* stream<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}
