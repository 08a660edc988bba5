import { describe, expect, it } from 'vitest';
import { readDraft, writeDraft } from './item-draft.js';
import { EMPTY_ITEM } from './item-form-values.js';

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

describe('the draft of a new item', () => {
  it('comes back as it was typed, and is gone once the form is empty', () => {
    const storage = memoryStorage();
    expect(readDraft(storage)).toBeNull();
    writeDraft(storage, { ...EMPTY_ITEM, name: 'Saw', notes: ' sharp ' });
    expect(readDraft(storage)).toEqual({ ...EMPTY_ITEM, name: 'Saw', notes: ' sharp ' });
    writeDraft(storage, { ...EMPTY_ITEM, name: ' ' });
    expect(readDraft(storage)).toBeNull();
    expect(storage.length).toBe(0);
  });

  it('keeps own fields, and is one for their sake alone', () => {
    const storage = memoryStorage();
    const field = { id: 'a', name: 'Shelf', type: 'text', text: 'B2', isKept: false } as const;
    writeDraft(storage, { ...EMPTY_ITEM, ownFields: [{ ...field, name: '', text: '' }] });
    expect(readDraft(storage)).toBeNull();
    writeDraft(storage, { ...EMPTY_ITEM, ownFields: [field] });
    expect(readDraft(storage)?.ownFields).toMatchObject([{ name: 'Shelf', type: 'text', text: 'B2' }]);
  });

  it('survives what it cannot read', () => {
    const storage = memoryStorage();
    writeDraft(storage, { ...EMPTY_ITEM, name: 'Saw' });
    const key = storage.key(0) ?? '';
    for (const broken of [
      '{',
      '[]',
      '3',
      '{"name":3}',
      '{"colour":"red"}',
      '{"ownFields":[null,3,{"name":1}]}',
    ]) {
      storage.setItem(key, broken);
      expect(readDraft(storage)).toBeNull();
    }
    const refusing = { getItem: () => null, setItem: () => JSON.parse('{'), removeItem: () => {} };
    expect(() => writeDraft(refusing as unknown as Storage, { ...EMPTY_ITEM, name: 'Saw' })).not.toThrow();
  });
});
