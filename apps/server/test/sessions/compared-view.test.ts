import { WHOLE_RANGE } from '@brique/sync-core';
import { expect, it } from 'vitest';
import { comparedView } from '../../src/usecases/sync/compared-view.js';
import type { StoredItem } from '../../src/usecases/sync/replica-store.js';
import { changed, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { running } from './grid.js';
import { twoInstances } from './two-instances.js';

const GARAGE = 'garage';

/** @returns the digest that a comparison with Garage is told of an item, of which these copies wait */
async function toldOf(ours: StoredItem, copies: readonly { from: string; copy: StoredItem }[]) {
  const { anna } = await twoInstances();
  const { store } = running(anna).replica;
  await store.write(async (tx) => {
    await tx.save([writeOf(ours)]);
    await tx.held.add(
      copies.map(({ from, copy: { item, text, digest } }) => ({
        ...{ id: item.id, from, text, digest, loss: 'overwrite', isStaged: true, at: 0 },
      })),
    );
  });
  const [list] = await (await comparedView(store, GARAGE)).lists([WHOLE_RANGE]);
  return list?.map(({ digest }) => digest);
}

const first = sampleItem(1, { notes: 'first' });
const later = changed(first.item, { notes: 'later' }, 5000);

it('a later copy that waits counts as here: it need not come again', async () => {
  expect(await toldOf(first, [{ from: GARAGE, copy: later }])).toEqual([later.digest]);
});

it('an item of ours that the copy has not seen stays ours: it has to go there', async () => {
  expect(await toldOf(later, [{ from: GARAGE, copy: first }])).toEqual([later.digest]);
  // Neither has seen the other.
  const beside = sampleItem(1, { notes: 'beside' }, 7000);
  expect(await toldOf(later, [{ from: GARAGE, copy: beside }])).toEqual([later.digest]);
});

it('what somebody else sent says nothing of what Garage has', async () => {
  expect(await toldOf(first, [{ from: 'cave', copy: later }])).toEqual([first.digest]);
});
