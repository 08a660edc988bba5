import type { ItemChange } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { kindOfKey } from '../../lib/item-keys.js';
import { tellHistory } from './change-words.js';

const ATELIER = `atelier2${'a'.repeat(44)}`;
const DAY = (day: number, ms = 0) => `2026-11-${day}T10:00:00.${String(ms).padStart(3, '0')}Z`;

function change(key: string, at: string, peer = 'garage22', more: Partial<ItemChange> = {}): ItemChange {
  return { key, at, peer, isEmpty: false, isFirst: false, ...more };
}

function told(history: ItemChange[], item: { createdAt?: string; deletedAt?: string | null } = {}) {
  const from = { createdAt: DAY(10), originPeerId: ATELIER, deletedAt: null, history, ...item };
  return tellHistory(from).map(({ peer, deeds }) => [peer.slice(0, 8), ...deeds]);
}

const first = (key: string, peer = 'atelier2') => change(key, DAY(10), peer, { isFirst: true });

describe('the history of an item', () => {
  it('tells what one instance did at one time as one, fields in the order of the form', () => {
    expect(
      told([
        first('name'),
        first('x:Shelf'),
        change('notes', DAY(12)),
        change('brand', DAY(12)),
        change('x:Colour', DAY(12), 'garage22', { isEmpty: true }),
        change('model', DAY(12), 'garage22', { isEmpty: true }),
        change('category', DAY(12), 'cafe2222'),
      ]),
    ).toEqual([
      [
        'garage22',
        { did: 'changed', keys: ['brand', 'notes'] },
        { did: 'emptied', keys: ['model'] },
        { did: 'removed', keys: ['x:Colour'] },
      ],
      ['cafe2222', { did: 'changed', keys: ['category'] }],
      ['atelier2', { did: 'added' }],
    ]);
  });

  it('knows who made it, also when every field was changed since', () => {
    expect(told([change('name', DAY(20))])).toEqual([
      ['garage22', { did: 'changed', keys: ['name'] }],
      ['atelier2', { did: 'added' }],
    ]);
  });

  it('tells an import from the making', () => {
    expect(told([first('name', 'garage22'), first('notes', 'garage22')])).toEqual([
      ['garage22', { did: 'imported' }],
      ['atelier2', { did: 'added' }],
    ]);
  });

  it('does not lump an edit together with a making that it follows at once', () => {
    const edit = change('brand', DAY(10, 400), 'atelier2');
    expect(told([first('name'), edit])).toEqual([
      ['atelier2', { did: 'changed', keys: ['brand'] }],
      ['atelier2', { did: 'added' }],
    ]);
  });

  it('tells the way to the trash and back', () => {
    const deleted = change('deleted', DAY(12));
    expect(told([first('name'), deleted], { deletedAt: DAY(12) })[0]).toEqual([
      'garage22',
      { did: 'trashed' },
    ]);
    expect(told([first('name'), deleted])[0]).toEqual(['garage22', { did: 'untrashed' }]);
  });

  it('tells what a merge kept, and what was chosen later', () => {
    const stamp = '0190b0a07c000000-atelier2aaaaa';
    const merge = [
      change(`conflict:notes:${stamp}`, DAY(12)),
      change(`conflict:x:a:b:${stamp}`, DAY(12)),
      change(`conflict:deleted:${stamp}`, DAY(12)),
      change('deleted', DAY(12)),
      change(`conflict:name:${stamp}`, DAY(13), 'garage22', { isEmpty: true }),
    ];
    expect(told([first('name'), ...merge])).toEqual([
      ['garage22', { did: 'settled', keys: ['name'] }],
      ['garage22', { did: 'kept', keys: ['notes', 'x:a:b'] }, { did: 'savedFromTrash' }],
      ['atelier2', { did: 'added' }],
    ]);
  });

  it('has no words of its own for keys of a later version', () => {
    expect(kindOfKey('loan')).toEqual({ kind: 'other' });
    expect(kindOfKey('log:0190b0a0')).toEqual({ kind: 'other' });
    expect(kindOfKey('x:colour: dark')).toEqual({ kind: 'own', name: 'colour: dark' });
    expect(kindOfKey('asset:1').kind).toBe('document');
  });
});
