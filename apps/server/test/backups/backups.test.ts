import { expect, test } from 'vitest';
import { type BackupFolder, createBackups, LOOK_MS } from '../../src/usecases/backups/backups.js';
import { backupName, type StoredBackup } from '../../src/usecases/backups/kept-backups.js';
import { createEvents } from '../../src/usecases/events.js';
import { createFakeTiming } from '../support/fake-timing.js';

const START = Date.parse('2026-11-01T08:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

/** Backups in memory, in time that stands still until told to go on. */
function room({ items = true } = {}) {
  const files = new Map<string, StoredBackup>();
  const timing = createFakeTiming();
  const logged: unknown[] = [];
  const fault: { error: Error | null; unreadable: string[] } = { error: null, unreadable: [] };
  const unreadableIn = new Map<string, string[]>();
  const has = { items };
  const halfRemoved = new Set(['2026-10-01T000000Z']);
  const events = createEvents();
  let told = 0;
  events.subscribe((name) => {
    if (name === 'backups-changed') told += 1;
  });
  const folder: BackupFolder = {
    path: '/data/backups',
    list: async () => [...files.values()],
    async make(at, signal) {
      signal.throwIfAborted();
      if (fault.error !== null) throw fault.error;
      files.set(backupName(at), { name: backupName(at), at, bytes: 100 });
      unreadableIn.set(backupName(at), fault.unreadable);
      return fault.unreadable;
    },
    setAside: async () => [],
    removeSetAside: async () => false,
    finishRemovals: async () => halfRemoved.clear(),
    readable: async (name, ids) => ids.filter((id) => !unreadableIn.get(name)?.includes(id)),
    async remove(name) {
      files.delete(name);
    },
  };
  const wall = { now: () => START + timing.now() };
  const backups = createBackups({
    ...{ folder, wall, events, hasItems: async () => has.items },
    log: (_message, error) => logged.push(error),
  });
  return { ...{ files, timing, logged, fault, has, backups, folder, halfRemoved }, told: () => told };
}

/** Lets a time pass look by look, for each of them takes a few turns of the event loop. */
async function pass(timing: ReturnType<typeof createFakeTiming>, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= LOOK_MS) await timing.advance(Math.min(left, LOOK_MS));
}

test('one at the start, one each day after, and the last seven are kept', async () => {
  const { files, timing, backups, logged, told } = room();
  const stop = backups.start(timing);
  await pass(timing, DAY - LOOK_MS);
  expect(files.size).toBe(1);
  await pass(timing, 9 * DAY);
  expect([...files.keys()].map((name) => name.slice(7, 17))).toEqual(
    ['04', '05', '06', '07', '08', '09', '10'].map((day) => `2026-11-${day}`),
  );
  expect([logged, told()]).toEqual([[], 10]);
  await stop();
  expect(timing.pending()).toBe(0);
});

test('a start soon after the last one makes none, and a last one from the future does not count', async () => {
  const { files, timing, backups, folder } = room();
  await folder.make(START - DAY + LOOK_MS, new AbortController().signal);
  await folder.make(START + 900 * DAY, new AbortController().signal);
  const stop = backups.start(timing);
  await pass(timing, LOOK_MS / 2);
  expect(files.size).toBe(2);
  await pass(timing, LOOK_MS);
  expect(files.size).toBe(3);
  await stop();
});

test('a removal that was cut short is finished at the start; where it cannot be, that is logged and a backup is made all the same', async () => {
  const { files, timing, backups, folder, halfRemoved, logged } = room();
  const stop = backups.start(timing);
  await pass(timing, LOOK_MS);
  expect([halfRemoved.size, files.size, logged]).toEqual([0, 1, []]);
  const error = Object.assign(new Error('not ours'), { code: 'EACCES' });
  folder.finishRemovals = () => Promise.reject(error);
  await pass(timing, DAY);
  expect([files.size, new Set(logged)]).toEqual([2, new Set([error])]);
  await stop();
});

test('nothing is copied while there is nothing to lose, and at the next look once there is', async () => {
  const { files, timing, backups, has } = room({ items: false });
  const stop = backups.start(timing);
  await pass(timing, 2 * DAY);
  expect(files.size).toBe(0);
  has.items = true;
  await pass(timing, LOOK_MS);
  expect(files.size).toBe(1);
  await stop();
});

test('a failure is logged and shown, keeps what there is, and is over with the next success', async () => {
  const { files, timing, backups, fault, logged } = room();
  const stop = backups.start(timing);
  await pass(timing, LOOK_MS);
  fault.error = Object.assign(new Error('no room'), { code: 'ENOSPC' });
  await pass(timing, DAY);
  expect(files.size).toBe(1);
  expect((await backups.state()).failure).toMatchObject({ code: 'disk_full', message: /full/ });
  expect(new Set(logged)).toEqual(new Set([fault.error]));
  fault.error = null;
  expect(await backups.backUp()).toMatchObject({ failure: null, isRunning: false, backups: [{}, {}] });
  await stop();
});

test('two calls at once are one backup, and stopping breaks it off without a failure', async () => {
  const { backups, folder, timing, logged } = room();
  let made = 0;
  folder.make = (_at, signal) => {
    made += 1;
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const stop = backups.start(timing);
  const calls = [backups.backUp(), backups.backUp()];
  expect(await backups.state()).toMatchObject({ isRunning: true });
  await stop();
  for (const state of await Promise.all(calls)) expect(state).toMatchObject({ failure: null });
  expect([made, logged]).toEqual([1, []]);
});

test('while an item cannot be read, backups are made and say so, and the last one that holds it is not tidied away', async () => {
  const { files, timing, backups, logged, fault } = room();
  const days = () => [...files.keys()].map((name) => name.slice(7, 17));
  const stop = backups.start(timing);
  await pass(timing, 3 * DAY - LOOK_MS);
  fault.unreadable = ['lamp'];
  await pass(timing, 9 * DAY);
  expect(days()).toEqual(['03', '06', '07', '08', '09', '10', '11', '12'].map((day) => `2026-11-${day}`));
  expect(await backups.state()).toMatchObject({ failure: null, unreadable: ['lamp'] });
  expect(String(logged[0])).toContain('lamp');
  fault.unreadable = [];
  await pass(timing, DAY);
  expect(days()).toEqual(['07', '08', '09', '10', '11', '12', '13'].map((day) => `2026-11-${day}`));
  expect(await backups.state()).toMatchObject({ unreadable: [] });
  await stop();
});
