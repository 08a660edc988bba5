import { EMPTY_FINGERPRINT, updateFingerprint } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import type { HeldCopy } from '../../src/usecases/sync/held-copies.js';
import type { StoredItem } from '../../src/usecases/sync/replica-store.js';
import { changed, itemId, START, sampleItem, writeOf } from './sample-items.js';
import { ANNA, BRUNO, type CurrentStore, save } from './store-under-test.js';

const copyOf = (stored: StoredItem, more: Partial<HeldCopy> = {}): Omit<HeldCopy, 'number'> => ({
  ...{ id: stored.item.id, from: ANNA, text: stored.text, digest: stored.digest },
  ...{ loss: 'delete', isStaged: false, at: START, ...more },
});

export function describeHeld(current: CurrentStore): void {
  describe('held copies', () => {
    const here = [1, 2, 3].map((n) => sampleItem(n));
    const [one, two, three] = here.map((item) => changed(item.item, { deleted: true }, 9));
    if (one === undefined || two === undefined || three === undefined) throw new Error('no items');

    it('are found by item, by sender, by whether they are staged, and from a number on', async () => {
      const { store } = current();
      const ids = await store.write(async (tx) => {
        await tx.held.add([copyOf(one, { isStaged: true }), copyOf(two, { from: BRUNO, loss: 'overwrite' })]);
        await tx.held.add([copyOf(three)]);
        const found = async (query: Parameters<typeof tx.held.load>[0]) =>
          (await tx.held.load(query)).map(({ id }) => id);
        const [first] = await tx.held.load({});
        return {
          all: await found({}),
          byItem: await found({ ids: [itemId(3), itemId(2), itemId(9)] }),
          bySender: await found({ from: ANNA, limit: 1 }),
          staged: await found({ isStaged: true }),
          later: await found({ after: first?.number ?? 0 }),
        };
      });
      expect(ids).toEqual({
        ...{ all: [itemId(1), itemId(2), itemId(3)], byItem: [itemId(2), itemId(3)], bySender: [itemId(1)] },
        ...{ staged: [itemId(1)], later: [itemId(2), itemId(3)] },
      });
      const copies = await store.write((tx) => tx.held.load({ from: BRUNO }));
      const number = expect.any(Number);
      expect(copies).toEqual([{ ...copyOf(two, { from: BRUNO, loss: 'overwrite' }), number }]);
    });

    it('wait once their sender’s session is over, and leave when they are removed', async () => {
      const { store } = current();
      await store.write(async (tx) => {
        await tx.held.add([one, two].map((item) => copyOf(item, { isStaged: true })));
        expect([await tx.held.countStaged(ANNA), await tx.held.countStaged(BRUNO)]).toEqual([2, 0]);
        await tx.held.keepStaged(ANNA);
        expect(await tx.held.countStaged(ANNA)).toBe(0);
      });
      const copies = await store.write((tx) => tx.held.load({ isStaged: false }));
      expect(copies).toHaveLength(2);
      await store.write((tx) => tx.held.remove(copies.map(({ number }) => number)));
      expect(await store.write((tx) => tx.held.load({}))).toEqual([]);
    });

    it('are told in short, with what all would sum to if they were accepted', async () => {
      const { store } = current();
      await save(
        store,
        here.map((item) => writeOf(item)),
      );
      expect(await store.heldState()).toEqual({
        ...{ count: 0, waitingFrom: new Map(), stagedFrom: [], accepted: null },
      });
      await store.write((tx) => tx.held.add([copyOf(one), copyOf(two, { from: BRUNO, isStaged: true })]));
      const accepted = [one, two, here[2] ?? one].map(({ digest }) => digest);
      expect(await store.heldState()).toEqual({
        ...{ count: 2, waitingFrom: new Map([[ANNA, 1]]), stagedFrom: [BRUNO] },
        accepted: updateFingerprint(EMPTY_FINGERPRINT, [], accepted),
      });
      expect((await store.fingerprint()).count).toBe(3);
    });

    it('come and go with their transaction', async () => {
      const { store } = current();
      const failing = store.write(async (tx) => {
        await tx.held.add([copyOf(one)]);
        throw new Error('pulled the plug');
      });
      await expect(failing).rejects.toThrow('pulled the plug');
      expect(await store.write((tx) => tx.held.load({}))).toEqual([]);
      await store.write((tx) => tx.held.add([copyOf(one)]));
      expect(await store.write((tx) => tx.held.load({}))).toHaveLength(1);
    });

    it('are no items: what is shown is counted without them, and without the trash', async () => {
      const { store } = current();
      await save(store, [writeOf(here[0] ?? one), writeOf(two)]);
      await store.write((tx) => tx.held.add([copyOf(three)]));
      expect(await store.write((tx) => tx.countShown(100))).toBe(1);
      expect(await store.write((tx) => tx.countShown(0))).toBe(0);
    });
  });
}
