import { describe, expect, it } from 'vitest';
import { bulkTarget, isSelected, NOTHING, selectedCount, selectRange, toggle } from './selection.js';

const loaded = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const some = (...ids: string[]) => ({ kind: 'some' as const, ids: new Set(ids) });

describe('a selection of items', () => {
  it('is ticked and unticked one by one', () => {
    const one = toggle(NOTHING, 'b', loaded);
    expect(one).toEqual(some('b'));
    expect(toggle(one, 'b', loaded)).toEqual(NOTHING);
    expect(NOTHING).toEqual(some());
  });

  it('takes a range in either direction and keeps what was ticked', () => {
    expect(selectRange(some('e', 'b'), 'b', 'd', loaded)).toEqual(some('e', 'b', 'c', 'd'));
    expect(selectRange(some('d'), 'd', 'b', loaded)).toEqual(some('d', 'b', 'c'));
    expect(selectRange(some(), null, 'c', loaded)).toEqual(some('c'));
    expect(selectRange(some('z'), 'z', 'c', loaded)).toEqual(some('z', 'c'));
  });

  it('of all that match is told to the server as the filter, not as a list', () => {
    const filter = { search: 'saw' };
    expect(bulkTarget({ kind: 'all' }, filter)).toEqual({ filter });
    expect(bulkTarget(some('a'), filter)).toEqual({ ids: ['a'] });
    expect(selectedCount({ kind: 'all' }, 30_000)).toBe(30_000);
    expect(isSelected({ kind: 'all' }, 'never loaded')).toBe(true);
  });

  it('of all becomes one of the loaded when one is unticked', () => {
    expect(toggle({ kind: 'all' }, 'a', loaded)).toEqual(some('b', 'c', 'd', 'e'));
  });
});
