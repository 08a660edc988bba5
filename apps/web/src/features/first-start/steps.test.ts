import { describe, expect, it } from 'vitest';
import { stepToShow } from './steps.js';

const EMPTY = { items: 0, deleted: 0 };

describe('the first start', () => {
  it('begins on an instance that holds nothing', () => {
    expect(stepToShow({ firstStart: null }, EMPTY)).toBe('name');
  });

  it('does not begin where somebody has begun without it, nor before that is known', () => {
    expect(stepToShow({ firstStart: null }, { items: 1, deleted: 0 })).toBeNull();
    expect(stepToShow({ firstStart: null }, { items: 0, deleted: 1 })).toBeNull();
    expect(stepToShow({ firstStart: null }, undefined)).toBeNull();
    expect(stepToShow(undefined, EMPTY)).toBeNull();
  });

  it('goes on where it was left, whatever there is by then, and never comes back', () => {
    expect(stepToShow({ firstStart: 'items' }, { items: 25, deleted: 0 })).toBe('items');
    expect(stepToShow({ firstStart: 'connect' }, undefined)).toBe('connect');
    expect(stepToShow({ firstStart: 'done' }, EMPTY)).toBeNull();
  });
});
