import { expect, test } from 'vitest';
import { backupName, backupTime, newestFirst, outdated } from '../../src/usecases/backups/kept-backups.js';

const at = (iso: string) => ({ at: Date.parse(iso) });
const days = (...isos: string[]) => isos.map((iso) => at(`2026-11-${iso}Z`));
const NOW = Date.parse('2026-11-28T12:00:00Z');

test('a name tells the time it was made, to the second, and other names tell none', () => {
  const name = backupName(Date.parse('2026-11-28T09:05:07.900Z'));
  expect(name).toBe('brique-2026-11-28T090507Z.sqlite');
  expect(backupTime(name)).toBe(Date.parse('2026-11-28T09:05:07Z'));
  const others = ['', 'brique.db', `${name}.partial`, `x${name}`, 'brique-2026-13-28T090507Z.sqlite'];
  expect(others.map(backupTime)).toEqual(others.map(() => null));
});

test('of each day the last stays, and of days the last seven', () => {
  const kept = days('28T11:00', '27T10:00', '26T10:00', '25T10:00', '24T10:00', '20T10:00', '02T23:00');
  const gone = days('28T10:00', '28T09:00', '27T09:59', '02T01:00', '01T10:00');
  expect(outdated([...gone, ...kept], NOW)).toEqual(newestFirst(gone, NOW));
  expect(outdated(kept, NOW)).toEqual([]);
});

test('what says it comes from the future is the oldest, whatever it says', () => {
  const future = [at('2031-01-02T00:00:00Z'), at('2031-01-01T00:00:00Z')];
  const real = days('28T11:00', '27T10:00', '26T10:00', '25T10:00', '24T10:00', '20T10:00');
  expect(newestFirst([...future, ...real], NOW)).toEqual([...real, ...future]);
  expect(outdated([...future, ...real], NOW)).toEqual([future[1]]);
});
