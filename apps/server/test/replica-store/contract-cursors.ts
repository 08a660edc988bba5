import { describe, expect, it } from 'vitest';
import { isToken } from '../../src/usecases/gossip/wire.js';
import { ANNA, BRUNO, type CurrentStore } from './store-under-test.js';

export function describeCursors(current: CurrentStore): void {
  describe('cursors we mint', () => {
    it('stand for their place, and are fit for the wire', async () => {
      const { store } = current();
      const tokens = await mintAll(current, ANNA, [0, 3, 7]);
      expect(tokens.every(isToken)).toBe(true);
      expect(new Set(tokens).size).toBe(3);
      const places = await Promise.all(tokens.map((token) => store.cursorPlace(ANNA, token)));
      expect(places).toEqual([0, 3, 7]);
    });

    it('are the same token for the same place again', async () => {
      const { store } = current();
      const token = await store.mintCursor(ANNA, 5);
      expect(await store.mintCursor(ANNA, 5)).toBe(token);
      expect(await store.mintCursor(ANNA, 6)).not.toBe(token);
    });

    it('are known for their own reader only', async () => {
      const { store } = current();
      const hers = await store.mintCursor(ANNA, 5);
      const his = await store.mintCursor(BRUNO, 5);
      expect(his).not.toBe(hers);
      expect(await store.cursorPlace(BRUNO, hers)).toBeNull();
      expect(await store.cursorPlace(ANNA, 'never-minted')).toBeNull();
    });

    it('may go back to an earlier place', async () => {
      const { store } = current();
      const [, early] = await mintAll(current, ANNA, [9, 2]);
      expect(await store.cursorPlace(ANNA, early ?? '')).toBe(2);
    });

    it('are forgotten, the oldest first, past a thousand for a reader: far more than a stream runs ahead', async () => {
      const { store } = current();
      const his = await store.mintCursor(BRUNO, 1);
      const tokens = await mintAll(
        current,
        ANNA,
        Array.from({ length: 1003 }, (_, i) => i),
      );
      const places = await Promise.all(tokens.map((token) => store.cursorPlace(ANNA, token)));
      expect(places.slice(-1000)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 3));
      expect(places.slice(0, 3)).toEqual([null, null, null]);
      expect(await store.cursorPlace(BRUNO, his)).toBe(1);
    });
  });

  describe('cursors we hold', () => {
    it('are one for each feed, the last one given', async () => {
      const { store } = current();
      expect(await store.heldCursor(ANNA)).toBeNull();
      await store.write(async (tx) => {
        await tx.holdCursor(ANNA, 'first');
        await tx.holdCursor(BRUNO, 'other');
        await tx.holdCursor(ANNA, 'second');
      });
      expect(await store.heldCursor(ANNA)).toBe('second');
      expect(await store.heldCursor(BRUNO)).toBe('other');
    });
  });
}

async function mintAll(current: CurrentStore, reader: string, places: readonly number[]): Promise<string[]> {
  const tokens: string[] = [];
  for (const place of places) tokens.push(await current().store.mintCursor(reader, place));
  return tokens;
}
