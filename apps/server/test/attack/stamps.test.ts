import type { BatchResult } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem } from '../support/api.js';
import { startPair } from '../support/build-app.js';
import { changedItem, foreignItem, wireForm } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';
import { digestTables } from './table-digest.js';

const REPLICA = 'zzzzzzzz22222';
const hexOf = (millis: number) => millis.toString(16).padStart(12, '0');

/** What a forged item says of when it was changed: a moment, or a stamp that is none. @param now ms since 1970 */
const forgeries = (
  now: number,
): [what: string, forged: { at: number } | { stamp: unknown }, code: string][] => [
  ['6 minutes ahead', { at: now + 6 * MINUTE }, 'future_stamp'],
  ['in 2099', { at: Date.UTC(2099, 0) }, 'future_stamp'],
  ['the last moment there is', { at: 2 ** 48 - 1 }, 'future_stamp'],
  ['negative', { stamp: `-${hexOf(now).slice(1)}0000-${REPLICA}` }, 'bad_stamp'],
  ['in capitals', { stamp: `${hexOf(now).replace(/^../, 'AB')}0000-${REPLICA}` }, 'bad_stamp'],
  ['without a writer', { stamp: `${hexOf(now)}0000-` }, 'bad_stamp'],
  ['of another form', { stamp: new Date(now).toISOString() }, 'bad_stamp'],
  ['a number', { stamp: now }, 'bad_stamp'],
  ['nothing', { stamp: null }, 'bad_stamp'],
  ['an object', { stamp: { toString: 1 } }, 'bad_stamp'],
];

test('a stamp of no time, or of a time to come, is refused for its item alone and counted; the clock stays, and a later honest change wins', async () => {
  const { a, b } = await startPair();
  const send = async (items: unknown[]) => {
    const init = {
      method: 'POST',
      body: JSON.stringify({ changes: items }),
      headers: { 'content-type': 'application/json' },
    };
    const response = await a.gossip(b.identity, '/items/batch', init);
    expect(response.status).toBe(200);
    return (await response.json()) as BatchResult;
  };
  for (const [i, [what]] of forgeries(0).entries()) {
    const { id } = await addItem(a, { name: 'Drill' });
    const now = a.wall.now();
    const [, forgery = { at: 0 }, code = ''] = forgeries(now)[i] ?? [];
    const stored = (await a.store.write((tx) => tx.load([id]))).get(id);
    if (stored === undefined) throw new Error('not stored');
    const at = 'at' in forgery ? forgery.at : now;
    const forged = wireForm(changedItem(stored.item, at, { name: 'Forged' }));
    if ('stamp' in forgery) Object.assign(forged.keys, { name: ['Forged', forgery.stamp] });
    const { items: before } = await digestTables(a.database);

    const refused = { applied: 0, conflicts: 0, rejected: [{ id, code }], cursor: null };
    expect([what, await send([forged])]).toEqual([what, refused]);
    expect((await digestTables(a.database)).items).toBe(before);
    const honest = wireForm(foreignItem(now, { name: 'Saw' }));
    expect(await send([forged, honest])).toMatchObject({ applied: 1, rejected: [{ id, code }] });

    a.wall.move(1000);
    const changed = await changeItem(a, id, { name: 'Honest' });
    expect([what, Date.parse(changed.updatedAt)]).toEqual([what, now + 1000]);
    await send([forged]);
    expect((await readItem(a, id)).name).toBe('Honest');
  }
});
