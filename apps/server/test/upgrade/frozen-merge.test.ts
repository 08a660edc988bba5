import { decodeItem, encodeItem, merge, type Stamp, settle } from '@brique/sync-core';
import { expect, test } from 'vitest';
import * as frozen from '../fixtures/peer-v1/merge.mjs';
import { type Random, seededRandom } from '../sessions/seeded-random.js';

const SEED = Number(process.env.BRIQUE_SEED ?? 1);
const HISTORIES = 300;
const REPLICAS = ['aaaaaaaaaaaaa', 'bbbbbbbbbbbbb', 'ccccccccccccc'];
const KEYS = ['name', 'notes', 'x:Shelf', 'future:key'];
const VALUES = ['', 'red', 'blue', null, 1, { b: [1], a: 2 }];
const ID = '0197a3b4-c5d6-7000-8000-000000000001';

/** Items as on the wire. */
type Copy = frozen.Item;

/** Merges as today's program does. */
function mergeToday(a: Copy, b: Copy, stamp: () => Stamp): Copy {
  const [ours, theirs] = [a, b].map((copy) => decodeItem(frozen.canonical(copy)));
  if (ours === undefined || theirs === undefined) throw new Error('two copies');
  return JSON.parse(encodeItem(settle(merge(ours, theirs), stamp)));
}

/** Without what protocol 1 lets a merging replica add: what both had seen. */
function withoutCommon(item: Copy): Copy {
  const keys = Object.entries(item.keys).map(([key, [value, stamp]]) => {
    const { common: _, ...rest } = (value ?? {}) as Record<string, unknown>;
    return [key, [key.startsWith('conflict:') && value !== null ? rest : value, stamp]];
  });
  return { ...item, keys: Object.fromEntries(keys) };
}

/** Some people with a copy each who write, delete, purge and meet. @returns how many meetings were compared */
function compare(random: Random): number {
  let clock = 1;
  const stampOf = (replica: number) => `${(clock++).toString(16).padStart(16, '0')}-${REPLICAS[replica]}`;
  const first = frozen.change({ id: ID, keys: {}, versions: {} }, { name: 'Drill' }, stampOf(0));
  const copies: Copy[] = [first, first, first];
  let compared = 0;
  for (let step = 0; step < 14; step++) {
    const at = random.int(3);
    const copy = copies[at] ?? first;
    const deed = random.weighted({ write: 4, delete: 2, restore: 1, settle: 1, purge: 1, meet: 5 });
    const isTombstone = Object.keys(copy.keys).join() === 'purged';
    const conflict = Object.keys(copy.keys).find((key) => key.startsWith('conflict:'));
    if (deed === 'meet') {
      const other = copies[(at + 1 + random.int(2)) % 3] ?? first;
      const stamp = stampOf(at);
      const today = mergeToday(copy, other, () => stamp);
      const then = frozen.merge(copy, other, () => stamp);
      expect(frozen.canonical(withoutCommon(today))).toBe(frozen.canonical(withoutCommon(then)));
      copies[at] = today;
      compared += 1;
    } else if (isTombstone) continue;
    else if (deed === 'purge') {
      const count = Number(copy.keys.purged?.[0] ?? 0) + 1;
      const purged = frozen.change(copy, { purged: count }, stampOf(at));
      copies[at] = { ...purged, keys: { purged: purged.keys.purged ?? [count, ''] } };
    } else if (deed === 'settle') {
      if (conflict !== undefined) copies[at] = frozen.change(copy, { [conflict]: null }, stampOf(at));
    } else {
      const values =
        deed === 'write' ? { [random.pick(KEYS)]: random.pick(VALUES) } : { deleted: deed === 'delete' };
      copies[at] = frozen.change(copy, values, stampOf(at));
    }
  }
  return compared;
}

test(`today’s merge is protocol 1’s, byte for byte, in ${HISTORIES} histories from seed ${SEED}`, () => {
  const random = seededRandom(SEED);
  let compared = 0;
  for (let i = 0; i < HISTORIES; i++) compared += compare(random);
  expect(compared).toBeGreaterThan(HISTORIES);
});
