import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClock, encodeClock, type Hlc, MAX_DRIFT_MS, receive, tick } from '../src/index.js';

const NOW = Date.UTC(2026, 0, 15);
const arbitraryHlc = fc.record({
  millis: fc.integer({ min: 0, max: 0xffff_ffff_fff0 }),
  counter: fc.integer({ min: 0, max: 0xffff }),
});

describe('hybrid logical clock', () => {
  it('never gives the same time twice and never runs backwards, however the wall clock jumps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: NOW - 90_000_000, max: NOW + 90_000_000 })), (walls) => {
        let hlc: Hlc = { millis: 0, counter: 0 };
        for (const wall of walls) {
          const next = tick(hlc, wall);
          expect(encodeClock(next) > encodeClock(hlc)).toBe(true);
          expect(next.millis).toBeGreaterThanOrEqual(wall);
          hlc = next;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('moves to the next millisecond when a stalled clock fills the counter', () => {
    expect(tick({ millis: NOW, counter: 0xffff }, NOW)).toEqual({ millis: NOW + 1, counter: 0 });
  });

  it('sorts as text exactly as it sorts in time, and reads back', () => {
    fc.assert(
      fc.property(arbitraryHlc, arbitraryHlc, (a, b) => {
        const later = a.millis > b.millis || (a.millis === b.millis && a.counter > b.counter);
        expect(encodeClock(a) > encodeClock(b)).toBe(later);
        expect(decodeClock(encodeClock(a))).toEqual(a);
      }),
      { numRuns: 1000 },
    );
  });

  it('follows times from elsewhere, so that the next write is later than all that was seen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -MAX_DRIFT_MS, max: MAX_DRIFT_MS })), (offsets) => {
        let hlc: Hlc = { millis: NOW, counter: 3 };
        for (const offset of offsets) {
          const remote = { millis: NOW + offset, counter: 9 };
          hlc = receive(hlc, remote, NOW) ?? expect.fail();
          expect(encodeClock(tick(hlc, NOW)) > encodeClock(remote)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a time more than five minutes ahead', () => {
    const hlc = { millis: NOW, counter: 0 };
    expect(receive(hlc, { millis: NOW + MAX_DRIFT_MS, counter: 0 }, NOW)).not.toBeNull();
    expect(receive(hlc, { millis: NOW + MAX_DRIFT_MS + 1, counter: 0 }, NOW)).toBeNull();
  });
});
