import { describe, expect, it } from 'vitest';
import { groupByDay } from './history-days.js';
import { isPeerAddress } from './peer-address.js';
import { lastingFailure, parseSyncError, syncErrorCode, usefulDetail } from './sync-error.js';

describe('the error of a sync log', () => {
  it('is a code and a reason', () => {
    expect(parseSyncError('clock_skew: they are 7:12 ahead')).toEqual({
      code: 'clock_skew',
      detail: 'they are 7:12 ahead',
    });
    expect(parseSyncError('cancelled')).toEqual({ code: 'cancelled', detail: '' });
  });

  it('shows the reason only when it adds something to our words', () => {
    expect(usefulDetail(parseSyncError('clock_skew: they are 7:12 ahead'))).toBe('they are 7:12 ahead');
    expect(usefulDetail(parseSyncError('peer_refused: not approved'))).toBe('');
  });

  it('keeps what it does not know as detail', () => {
    expect(parseSyncError('Error: boom')).toEqual({ code: 'internal', detail: 'Error: boom' });
    expect(syncErrorCode('something_new')).toBe('internal');
  });

  it('stays on the card only while somebody has to act', () => {
    expect(lastingFailure({ error: 'peer_refused: 403' })?.code).toBe('peer_refused');
    expect(lastingFailure({ error: 'peer_unreachable: ECONNREFUSED' })).toBeNull();
    expect(lastingFailure({ error: null })).toBeNull();
    expect(lastingFailure(undefined)).toBeNull();
  });
});

describe('an address', () => {
  it.each(['192.168.1.20:9080', 'garage.local:9081', 'localhost:1', '[fe80::1%eth0]:9080'])(
    '%s will do',
    (text) => {
      expect(isPeerAddress(text)).toBe(true);
    },
  );

  it.each(['garage', 'http://garage:9080', 'garage:0', 'garage:70000', 'fe80::1:9080', ':9080', ''])(
    '%s will not',
    (text) => {
      expect(isPeerAddress(text)).toBe(false);
    },
  );
});

it('tells the history day by day', () => {
  const log = (id: number, day: number, hour: number) => ({
    id,
    timestamp: new Date(2026, 10, day, hour).toISOString(),
  });
  const days = groupByDay([log(3, 22, 9), log(2, 22, 1), log(1, 21, 23)]);
  expect(days.map((day) => day.logs.map(({ id }) => id))).toEqual([[3, 2], [1]]);
});
