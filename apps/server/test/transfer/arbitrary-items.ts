import type { OwnField } from '@brique/shared';
import { createItem, decodeItem, encodeItem, makeStamp } from '@brique/sync-core';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { changesOf } from '../../src/usecases/items/item-changes.js';
import { checkItemInput } from '../../src/usecases/items/item-input.js';
import { readOwnFields } from '../../src/usecases/items/own-field.js';
import type { ExportedItem } from '../../src/usecases/items/transfer/export.js';
import { type OwnColumn, ownHeader } from '../../src/usecases/items/transfer/own-columns.js';

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

const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

/** What a person could put into a field of their own: often refused, never guessed. */
const ownField = fc.oneof(
  fc.record({ type: fc.constant('text'), value: typed }),
  fc.record({ type: fc.constant('number'), value: fc.oneof(fc.double(), fc.integer()) }),
  fc.record({ type: fc.constant('date'), value: day }),
  fc.record({
    type: fc.constant('link'),
    value: fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.emailAddress().map((to) => `mailto:${to}`),
    ),
  }),
);

const ownName = fc.oneof(
  fc.constantFrom(
    'Warranty',
    'Sold (date)',
    '__proto__',
    'constructor',
    'a,b;c',
    '"x"',
    'x:y',
    ' Prêt ',
    "'='",
  ),
  typed.map((text) => text.slice(0, 60)),
);

const ownFields = fc.array(fc.tuple(ownName, ownField), { maxLength: 5 }).map(Object.fromEntries);

/** Items as the store holds them: everything a person typed has gone through `checkItemInput`. */
export const item: fc.Arbitrary<ExportedItem> = fc
  .record({
    name: typed.map((text) => `n${text}`),
    category: typed,
    brand: typed,
    model: typed,
    serialNumber: typed,
    purchaseDate: date.map((day) => day?.toISOString().slice(0, 10) ?? null),
    notes: typed,
    ownFields,
  })
  .map((given) => checkItemInput(given, 'create'))
  .filter((checked) => checked.ok)
  .chain((checked) =>
    fc.record({ input: fc.constant(checked.input), seed: fc.integer({ min: 0, max: 2 ** 40 }) }),
  )
  .map(({ input: { ownFields, ...input }, seed }) => ({
    category: '',
    brand: '',
    model: '',
    serialNumber: '',
    purchaseDate: null,
    notes: '',
    ...input,
    id: v7({ msecs: seed }),
    ownFields: storedOwnFields({ name: input.name, ...(ownFields && { ownFields }) }),
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

/** Own fields as they come back from the text under which an item is kept and sent. */
function storedOwnFields(input: Parameters<typeof changesOf>[1]): OwnField[] {
  const stamp = makeStamp({ millis: 1, counter: 0 }, 'aaaaaaaaaaaaa');
  const item = createItem(v7({ msecs: 1 }), changesOf(undefined, input), stamp);
  return readOwnFields(decodeItem(encodeItem(item)));
}

/** The columns that an export of items has beyond those of every item. */
export function ownColumnsOf(items: readonly ExportedItem[]): OwnColumn[] {
  const fields = items.flatMap((each) => each.ownFields);
  return [...new Map(fields.map((field) => [ownHeader(field), field])).values()];
}

/** What an import of an exported item must give. */
export function asImported(from: ExportedItem) {
  const { id, originPeerId, name, category, brand, model, serialNumber, purchaseDate, notes } = from;
  const fields = from.ownFields.map(({ name: of, ...value }) => [of, value]);
  return {
    ...{ id, originPeerId, name, category, brand, model, serialNumber, purchaseDate, notes },
    ...(fields.length > 0 && { ownFields: Object.fromEntries(fields) }),
  };
}

export async function* stream<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}
