import type { Problem } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { history, lastLog, listItems, syncWith } from '../support/api.js';
import { exportedNames, giveMany } from '../support/many-items.js';
import { restart, startTwo } from '../support/processes.js';
import { until } from '../support/until.js';

/** 32 MB: more than what gets across before a busy machine hears of the beginning. */
const COUNT = 4000;

/** Cut in a transfer, or between two, when connecting anew fails. */
const BROKEN = expect.stringMatching(/^(connection_lost|peer_unreachable)$/);
// Some of these sentences end by asking what to look at.
const WORDS = /^(connection_lost|peer_unreachable): \w+ .+[.?]$/;

/** The items are on the full side; the other is empty. */
type Side = 'full' | 'empty';

describe.each<[Side, Side]>([
  ['empty', 'full'],
  ['empty', 'empty'],
  ['full', 'full'],
  ['full', 'empty'],
])('the %s side began, and the %s side is killed in the middle', (initiator, victim) => {
  test('the next session finishes the job: all is there, once, and the history says what happened', async () => {
    const { a: full, b: empty } = await startTwo();
    await giveMany(full, COUNT);
    const [from, to] = initiator === 'full' ? [full, empty] : [empty, full];
    const [killed, survivor] = victim === 'full' ? [full, empty] : [empty, full];

    const progress = await empty.events();
    const broken = from.api<Problem>('POST', `/peers/${to.id}/sync`).catch(() => null);
    await progress.waitFor('sync-progress', ({ done }) => done > 0);
    await killed.stop('SIGKILL');
    const answer = await broken;
    if (from === survivor) expect(answer).toMatchObject({ status: 502, body: { code: BROKEN } });

    const line = await until('the survivor logs it', async () => (await history(survivor)).logs[0] ?? null);
    expect(line.error).toMatch(WORDS);

    const again = await restart(killed);
    const nowEmpty = victim === 'empty' ? again : empty;
    const sofar = (await listItems(nowEmpty, { limit: 1 })).total;
    expect(sofar).toBeGreaterThan(0);
    expect(sofar).toBeLessThan(COUNT);
    // Who had received something knows it after the restart as well.
    if (victim === 'empty') expect((await lastLog(again)).error).toMatch(WORDS);

    const [restarted, other] = from === killed ? [again, to] : [from, again];
    expect(await syncWith(restarted, other.id)).toMatchObject({ identical: true });

    // Identical by proof, so one side's names are those of both.
    const names = await exportedNames(nowEmpty);
    expect([names.length, new Set(names).size]).toEqual([COUNT, COUNT]);
    const { logs } = await history(nowEmpty);
    expect(logs.reduce((sum, { itemsReceived }) => sum + itemsReceived, 0)).toBe(COUNT);
  });
});

test('cancelled in the middle, a session ends on both sides, and the next one goes on', async () => {
  const { a: full, b: empty } = await startTwo();
  await giveMany(full, COUNT);
  const progress = await empty.events();
  const cancelled = empty.api<Problem>('POST', `/peers/${full.id}/sync`);
  await progress.waitFor('sync-progress', ({ done }) => done > 0);

  expect((await empty.api('DELETE', `/peers/${full.id}/sync`)).status).toBe(204);

  expect(await cancelled).toMatchObject({ status: 409, body: { code: 'cancelled' } });
  expect((await lastLog(empty)).error).toMatch(/^cancelled: /);
  const line = await until('the other side logs it', async () => (await history(full)).logs[0] ?? null);
  // Usually told; on a busy machine the word may come after the connection was given up.
  expect(line.error).toMatch(/^(cancelled|connection_lost): /);
  const sofar = (await listItems(empty, { limit: 1 })).total;
  expect(sofar).toBeLessThan(COUNT);
  expect(await syncWith(full, empty.id)).toMatchObject({ itemsSent: COUNT - sofar, identical: true });
  expect(await exportedNames(empty)).toHaveLength(COUNT);
});
