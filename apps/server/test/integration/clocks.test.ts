import type { Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, lastLog, listAll, syncWith } from '../support/api.js';
import { approveEachOther, restart, startInstance } from '../support/processes.js';

const MINUTE = 60_000;

test('a clock that is wrong: no session, both times named; right again: what it wrote travels with a true time', async () => {
  const [right, wrong] = await Promise.all([
    startInstance({ name: 'Atelier' }),
    startInstance({ name: 'Garage', clockShift: 60 * MINUTE }),
  ]);
  await approveEachOther(right, wrong);
  const { updatedAt } = await addItem(wrong, { name: 'from the future' });
  expect(Date.parse(updatedAt)).toBeGreaterThan(Date.now() + 59 * MINUTE);

  const { status, body } = await right.api<Problem>('POST', `/peers/${wrong.id}/sync`);

  expect([status, body.code]).toEqual([502, 'clock_skew']);
  // Seen from here: its time first, then ours.
  expect(body.detail).toMatch(/^The clock of Garage is 60 minutes ahead of this computer/);
  const times = [...(body.detail ?? '').matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([time]) =>
    Date.parse(time),
  );
  expect(times).toHaveLength(2);
  expect(Math.round(((times[0] ?? 0) - (times[1] ?? 0)) / MINUTE)).toBe(60);
  for (const side of [right, wrong]) expect((await lastLog(side)).error).toMatch(/^clock_skew: .*60 minutes/);
  expect(await listAll(right)).toEqual([]);

  await wrong.stop();
  const mended = await restart(wrong);
  expect(await syncWith(right, mended.id)).toMatchObject({ itemsReceived: 1, rejected: 0, identical: true });
  const [item] = await listAll(right);
  expect(item?.name).toBe('from the future');
  expect(Date.parse(item?.updatedAt ?? '')).toBeLessThanOrEqual(Date.now());
  expect(await listAll(mended)).toEqual([item]);
});
