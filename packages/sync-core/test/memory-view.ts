import {
  EMPTY_FINGERPRINT,
  type Fingerprint,
  type IdDigest,
  type Range,
  type RangeView,
  updateFingerprint,
} from '../src/index.js';

/** A set of (id, digest) in memory, as reconcile sees it. */
export function memoryView(items: readonly IdDigest[]): RangeView {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const within = ({ from, to }: Range) => sorted.filter(({ id }) => id >= from && id < to);
  const print = (part: readonly IdDigest[]): Fingerprint =>
    updateFingerprint(
      EMPTY_FINGERPRINT,
      [],
      part.map(({ digest }) => digest),
    );
  return {
    fingerprints: async (ranges) => ranges.map((range) => print(within(range))),
    lists: async (ranges) => ranges.map(within),
    split: async (range, ways) => {
      const part = within(range);
      const size = Math.ceil(part.length / ways);
      const starts = part.filter((_, i) => i % size === 0).map(({ id }) => id);
      return starts.map((start, i) => {
        const sub = { from: i === 0 ? range.from : start, to: starts[i + 1] ?? range.to };
        return { range: sub, print: print(within(sub)) };
      });
    },
  };
}
