import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changeItem,
  checkItem,
  conflictKey,
  createItem,
  encodeItem,
  type ItemLimits,
  type Json,
  makeStamp,
  outgrown,
  purgeItem,
  type ReplicatedItem,
  restamp,
  tooLarge,
} from '../src/index.js';
import { cases, ITEM_ID, NOW } from './arbitraries.js';

const limits: ItemLimits = {
  ...{ itemBytes: 600, keysPerItem: 5, replicasPerItem: 20 },
  ...{ valueBytes: 400, jsonDepth: 9, shortTextLength: 400, notesLength: 400 },
};

const letter = (n: number) => 'abcdefghijklmnopqrstuvwxyz'[n] ?? 'z';
const stampAt = (millis: number, replica: number) =>
  makeStamp({ millis, counter: 0 }, `${letter(replica)}aaaaaaa22222`);
const HOUR = 3_600_000;

/** Why peers refuse an item, whose clocks are right or as wrong as they need be. */
function refusal(item: ReplicatedItem, now = NOW + 9 * HOUR): string | null {
  const text = encodeItem(item);
  const checked = checkItem(JSON.parse(text), now, limits);
  return checked.ok ? tooLarge(checked.item, text, limits) : checked.code;
}

const someKeys = fc.dictionary(
  fc.oneof(
    fc.constantFrom('name', 'notes', 'deleted', 'x:a', 'x:ü', 'later:b', 'later:c'),
    fc.nat({ max: 9 }).map((n) => conflictKey('notes', stampAt(NOW - n, 0))),
  ),
  fc.oneof(
    fc.integer({ min: 0, max: 330 }).map((n) => 'ü'.repeat(n / 3)),
    fc.constant(null),
  ),
  { maxKeys: 9 },
);
const valid = (keys: Record<string, Json>) =>
  Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, key === 'deleted' ? value === null : (value ?? '')]),
  );
/** Items of which many are about as large as may be. */
const someItem = fc
  .record({ keys: someKeys, replicas: fc.oneof(fc.nat({ max: 22 }), fc.constantFrom(18, 19, 20)) })
  .map(({ keys, replicas }) => {
    let item = createItem(ITEM_ID, { name: 'Drill', ...valid(keys) }, stampAt(NOW, 0));
    for (let n = 1; n < replicas; n++) item = changeItem(item, { name: `Drill ${n}` }, stampAt(NOW + n, n));
    return item;
  });
const FRESH = 25;

test('deleting an item that others take makes one that they take, and so does deleting it for good', () => {
  let atBound = 0;
  fc.assert(
    fc.property(someItem, (item) => {
      if (refusal(item) !== null || item.keys.get('deleted')?.value === true) return;
      const deleted = changeItem(item, { deleted: true }, stampAt(NOW + HOUR, FRESH));
      const text = encodeItem(deleted);
      expect([outgrown(item, { item: deleted, text }, limits), refusal(deleted)]).toEqual([null, null]);
      if (text.length > limits.itemBytes || deleted.versions.size > limits.replicasPerItem) atBound += 1;
      const purged = purgeItem(deleted, stampAt(NOW + 2 * HOUR, FRESH - 1));
      expect([
        outgrown(deleted, { item: purged, text: encodeItem(purged) }, limits),
        refusal(purged),
      ]).toEqual([null, null]);
    }),
    cases(1000),
  );
  expect(atBound).toBeGreaterThan(10);
});

test('what is written is taken by whoever took the copy before', () => {
  fc.assert(
    fc.property(someItem, someKeys, fc.constantFrom(0, 3, FRESH), (item, changes, writer) => {
      if (refusal(item) !== null) return;
      const next = changeItem(item, valid(changes), stampAt(NOW + HOUR, writer));
      const why = outgrown(item, { item: next, text: encodeItem(next) }, limits);
      expect(why).toBe(refusal(next));
    }),
    cases(1000),
  );
});

test('what is taken back to the present is no larger for others, unless as many have written it as may', () => {
  fc.assert(
    fc.property(someItem, (item) => {
      const future = changeItem(item, { notes: 'later' }, stampAt(NOW + 5 * HOUR, 0));
      if (refusal(future) !== null) return;
      const mended = restamp(future, NOW, () => stampAt(NOW + HOUR, FRESH));
      const why = outgrown(future, { item: mended, text: encodeItem(mended) }, limits);
      expect(why).toBe(refusal(mended, NOW + HOUR));
      if (item.versions.size < limits.replicasPerItem) expect(why).toBeNull();
    }),
    cases(1000),
  );
});
