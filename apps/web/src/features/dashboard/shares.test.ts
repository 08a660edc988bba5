import { describe, expect, it } from 'vitest';
import { largestCategories, shareOf } from './shares.js';

const categories = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ category: `C${at}`, count: 100 - at }));

describe('the largest categories', () => {
  it('are all there when there is room', () => {
    expect(largestCategories(categories(7), 7)).toEqual({ shown: categories(7), others: 0 });
    expect(largestCategories([], 7)).toEqual({ shown: [], others: 0 });
  });

  it('leave a row for the others, of which there are never just one', () => {
    const { shown, others } = largestCategories(categories(8), 7);
    expect([shown.length, others]).toEqual([6, 2]);
  });
});

describe('a share', () => {
  it('is 0 for none and 1 for all, and nothing between is rounded to these', () => {
    expect([shareOf(0, 9), shareOf(0, 0), shareOf(9, 9)]).toEqual([0, 0, 1]);
    expect([shareOf(1, 100_000), shareOf(99_999, 100_000)]).toEqual([0.01, 0.99]);
    expect(shareOf(1, 4)).toBe(0.25);
  });
});
