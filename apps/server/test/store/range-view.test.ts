import {
  EMPTY_FINGERPRINT,
  type IdDigest,
  type Range,
  updateFingerprint,
  WHOLE_RANGE,
} from '@brique/sync-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

test('ranges in SQL say what a walk over all items says', async () => {
  const { store, wall } = await openStore();
  const writes = Array.from({ length: 150 }, (_, i) => {
    wall.move(i % 7 === 0 ? 100_000_000 : 1);
    return writeOf(foreignItem(wall.now(), { name: `Item ${i}` }));
  });
  await store.write((tx) => tx.save(writes));
  const items: IdDigest[] = writes
    .map(({ item: { id }, digest }) => ({ id, digest }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const within = ({ from, to }: Range) => items.filter(({ id }) => id >= from && id < to);
  const printOf = (range: Range) =>
    updateFingerprint(
      EMPTY_FINGERPRINT,
      [],
      within(range).map(({ digest }) => digest),
    );

  const bound = fc.oneof(
    fc.constantFrom(...items.map(({ id }) => id)),
    fc.string({ unit: 'binary-ascii', maxLength: 8 }),
    fc.constantFrom('', '~', WHOLE_RANGE.to),
  );
  // Bounds the wrong way round are an empty range.
  const range = fc.record({ from: bound, to: bound });
  const ranges = fc.array(range, { maxLength: 20 });

  await fc.assert(
    fc.asyncProperty(ranges, range, fc.integer({ min: 1, max: 20 }), async (several, one, ways) => {
      expect(await store.view.fingerprints(several)).toEqual(several.map(printOf));
      expect(await store.view.lists(several)).toEqual(several.map(within));

      const parts = await store.view.split(one, ways);
      expect(parts.length).toBeLessThanOrEqual(ways);
      expect(parts.map(({ print }) => print)).toEqual(parts.map((part) => printOf(part.range)));
      const counts = parts.map(({ print }) => print.count);
      if (counts.length === 0) {
        expect(within(one)).toEqual([]);
        return;
      }
      // Neighbours that cover the range, of about equally many items.
      expect([parts[0]?.range.from, parts.at(-1)?.range.to]).toEqual([one.from, one.to]);
      expect(parts.slice(1).map((part) => part.range.from)).toEqual(
        parts.slice(0, -1).map((part) => part.range.to),
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

test('documents of a range come in pages, each once', async () => {
  const { store, wall } = await openStore();
  const writes = Array.from({ length: 25 }, () => writeOf(foreignItem(wall.now(), { name: 'x' })));
  await store.write((tx) =>
    tx.save(writes.map((write, i) => ({ ...write, receivedFrom: i === 3 ? 'garage' : null }))),
  );
  const lines: string[] = [];
  let from: string | null = '';
  while (from !== null) {
    const page: Awaited<ReturnType<typeof store.documentsInRange>> = await store.documentsInRange({
      range: { from, to: '~' },
      limit: 10,
      maxBytes: 1e6,
    });
    if (page.count > 0) lines.push(...page.lines.split('\n'));
    from = page.next;
  }
  const expected = writes.map(({ text }) => text);
  expect(lines.sort()).toEqual(expected.sort());
});
