import { describe, expect, it } from 'vitest';
import { parseClockSkew, seenFromHere } from './clock-skew.js';
import { groupByDay } from './history-days.js';
import { isPeerAddress } from './peer-address.js';
import { failureText, lastingFailure, parseSyncError, technicalDetail } from './sync-error.js';

describe('the error of a sync log', () => {
  it('is a code and a reason', () => {
    expect(parseSyncError('clock_skew: they are 7:12 ahead')).toEqual({
      code: 'clock_skew',
      detail: 'they are 7:12 ahead',
    });
    expect(parseSyncError('cancelled')).toEqual({ code: 'cancelled', detail: '' });
  });

  it('shows the reason only when it adds something to our words', () => {
    const detailOf = (error: string) => technicalDetail(parseSyncError(error));
    expect(detailOf('peer_unreachable: Cannot connect to 10.0.0.7:9080')).toBe(
      'Cannot connect to 10.0.0.7:9080',
    );
    expect(detailOf('peer_refused: The other instance has not approved this one yet.')).toBeNull();
    expect(
      detailOf('connection_lost: The connection to Garage was lost before the end. The next …'),
    ).toBeNull();
    expect(detailOf('connection_lost')).toBeNull();
  });

  it('is told by another text where the code alone would tell it wrongly', () => {
    const textOf = (error: string) => failureText(parseSyncError(error));
    expect(textOf('peer_refused: The other instance has not approved this one yet.')).toBe('peer_refused');
    expect(textOf('peer_refused: The other instance answered 500: internal.')).toBe('refused_otherwise');
    expect(textOf('not_trusted: The approval of this instance was withdrawn.')).toBe('withdrawn');
    expect(textOf('not_trusted: Garage is not approved here. Approve it first.')).toBe('not_trusted');
    expect(textOf('identity_mismatch: …, seen from this machine’s date (2031-01-01).')).toBe(
      'certificate_dates',
    );
  });

  it('keeps what it does not know as detail', () => {
    expect(parseSyncError('Error: boom')).toEqual({ code: 'internal', detail: 'Error: boom' });
  });

  it('stays on the card only while somebody has to act', () => {
    expect(lastingFailure({ error: 'peer_refused: 403' })?.code).toBe('peer_refused');
    expect(lastingFailure({ error: 'peer_unreachable: ECONNREFUSED' })).toBeNull();
    expect(lastingFailure({ error: 'cancelled: The synchronisation was cancelled.' })?.code).toBe(
      'cancelled',
    );
    expect(lastingFailure({ error: null })).toBeNull();
    expect(lastingFailure(undefined)).toBeNull();
  });
});

describe('two clocks that are too far apart', () => {
  const told =
    'The clock of Garage (2 is old) is 7 minutes ahead of this computer’s ' +
    '(2026-11-22T10:07:00.000Z there, 2026-11-22T10:00:00.000Z here). Set the wrong one right.';
  const skew = parseClockSkew(told);

  it('are read from the words of the server', () => {
    expect(skew).toEqual({
      named: 'Garage (2 is old)',
      isAhead: true,
      minutes: 7,
      there: '2026-11-22T10:07:00.000Z',
      here: '2026-11-22T10:00:00.000Z',
    });
    expect(parseClockSkew('The clocks differ.')).toBeNull();
    expect(parseClockSkew(told.replace('2026-11-22T10:00:00.000Z', 'noon'))).toBeNull();
  });

  it('are told from this side, whichever side noticed it', () => {
    if (!skew) throw new Error('not read');
    expect(seenFromHere(skew, { peer: 'Garage (2 is old)', self: 'Atelier' })).toEqual({
      whose: 'theirs',
      isAhead: true,
      theirs: skew.there,
      ours: skew.here,
    });
    expect(seenFromHere(skew, { peer: 'Atelier', self: 'Garage (2 is old)' })).toEqual({
      whose: 'theirs',
      isAhead: false,
      theirs: skew.here,
      ours: skew.there,
    });
  });

  it('are told without sides when both have that name, or neither', () => {
    if (!skew) throw new Error('not read');
    const unknown = { whose: 'unknown', earlier: skew.here, later: skew.there };
    expect(seenFromHere(skew, { peer: skew.named, self: skew.named })).toEqual(unknown);
    expect(seenFromHere(skew, { peer: 'Remise', self: undefined })).toEqual(unknown);
    expect(seenFromHere({ ...skew, isAhead: false }, { peer: 'Remise', self: undefined })).toEqual({
      ...unknown,
      earlier: skew.there,
      later: skew.here,
    });
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
