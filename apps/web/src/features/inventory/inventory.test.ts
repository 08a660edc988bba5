import { describe, expect, it } from 'vitest';
import { checkField } from '../../lib/field-fault.js';
import { activeFilters, filterOf, parseInventorySearch } from './inventory-search.js';
import { changedInput, createInput, EMPTY_ITEM } from './item-form-values.js';

describe('the form of an item', () => {
  it('wants a name and nothing else', () => {
    expect(checkField('name', '  ')).toEqual({ code: 'required' });
    expect(checkField('brand', '')).toBeNull();
    expect(checkField('purchaseDate', '')).toBeNull();
  });

  it('counts characters as people do', () => {
    expect(checkField('name', '🔧'.repeat(200))).toBeNull();
    expect(checkField('name', '🔧'.repeat(201))).toEqual({ code: 'tooLong', limit: 200 });
  });

  it('creates with what is filled in', () => {
    expect(createInput({ ...EMPTY_ITEM, name: 'Saw', brand: 'Bahco', notes: ' ' })).toEqual({
      name: 'Saw',
      brand: 'Bahco',
    });
  });

  it('sends changed fields only, and no date as null', () => {
    const before = { ...EMPTY_ITEM, name: 'Saw', purchaseDate: '2024-01-31', notes: 'old' };
    expect(changedInput(before, { ...before, purchaseDate: '', notes: '' })).toEqual({
      purchaseDate: null,
      notes: '',
    });
    expect(changedInput(before, before)).toEqual({});
  });
});

describe('the address of the inventory', () => {
  it('holds what differs from the default and forgives the rest', () => {
    expect(parseInventorySearch({})).toEqual({});
    expect(parseInventorySearch({ q: 'saw', sort: 'name', trash: true })).toEqual({
      q: 'saw',
      sort: 'name',
      trash: true,
    });
    expect(parseInventorySearch({ q: 1234, sort: 'colour', trash: 'maybe' })).toEqual({ q: '1234' });
    expect(
      parseInventorySearch({ view: 'cards', health: 'partial', brand: 3, category: '', origin: [] }),
    ).toEqual({ view: 'cards', health: 'partial', brand: '3' });
    expect(parseInventorySearch({ view: 'table', health: 'good' })).toEqual({});
  });

  it('tells the server what narrows the list, and the page which filters are on', () => {
    const search = { q: 'saw', sort: 'name', view: 'cards', category: 'Tools', trash: true } as const;
    expect(filterOf(search)).toEqual({ search: 'saw', category: 'Tools', deleted: true });
    expect(activeFilters(search)).toEqual([{ field: 'category', value: 'Tools' }]);
    expect(filterOf({})).toEqual({});
  });
});
