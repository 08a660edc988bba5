import type { ConflictedItem, ConflictSide, FieldConflict, Item } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { readPresence, takesDeletion } from './presence.js';
import {
  nextAfter,
  openIds,
  type StillAction,
  type StillList,
  startStill,
  stillReducer,
} from './still-list.js';
import { changeOf, checkThird, startOfThird, valueOfThird } from './third-value.js';

const side = (value: unknown, peer: string, isCurrent = false): ConflictSide => ({
  ...{ value, peer, at: '2026-11-28T10:00:00.000Z', isCurrent },
  conflict: isCurrent ? null : `conflict of ${peer}`,
});

const field = (key: string, ...sides: ConflictSide[]): FieldConflict => ({
  ...{ key, isEditable: true, before: null, current: 'stamp', moreSides: 0 },
  sides: sides.length > 0 ? sides : [side('ours', 'atelier', true), side('theirs', 'garage')],
});

const told = (id: string, ...fields: FieldConflict[]): ConflictedItem => ({
  item: { id, name: id } as Item,
  fields,
  moreFields: 0,
});

describe('the list while somebody is at it', () => {
  const saw = told('saw', field('notes'), field('model'));
  const lathe = told('lathe', field('brand'));
  const after = (...actions: StillAction[]) => actions.reduce(stillReducer, startStill([saw, lathe]));
  const TOUCHED: StillAction = { type: 'touched' };
  const tell = (...items: ConflictedItem[]): StillAction => ({ type: 'told', items });

  it('keeps everything in its place: what was settled elsewhere as gone, what is new at the end', () => {
    const news = tell(told('vice', field('name')), told('saw', field('model'), field('brand')));
    const { shown } = after(TOUCHED, news);
    const keys = shown.map(({ item, conflicts }) => [
      item.id,
      ...conflicts.map(({ conflict }) => conflict.key),
    ]);
    expect(keys).toEqual([
      ['saw', 'notes', 'model', 'brand'],
      ['lathe', 'brand'],
      ['vice', 'name'],
    ]);
    expect(openIds(shown)).toEqual(['saw model', 'saw brand', 'vice name']);
    expect(openIds(after(news).shown)).toEqual(['vice name', 'saw model', 'saw brand']);
    expect(openIds(after(TOUCHED, news, { type: 'left' }).shown)).toEqual([
      ...['vice name', 'saw model', 'saw brand'],
    ]);
  });

  it('tells what was settled elsewhere, once, and not what is settled here', () => {
    const newsOf = ({ news }: StillList) => news.map(({ item, key }) => `${item.id} ${key}`);
    expect(newsOf(after(tell(saw)))).toEqual(['lathe brand']);
    expect(newsOf(after(TOUCHED, tell(saw)))).toEqual(['lathe brand']);
    expect(newsOf(after(TOUCHED, tell(saw), tell(saw)))).toEqual([]);
    // The event may come before the answer to the choice.
    const sent = after(TOUCHED, { type: 'sending', id: 'lathe brand' }, tell(saw));
    expect(newsOf(sent)).toEqual([]);
    expect(openIds(sent.shown)).toEqual(['saw notes', 'saw model', 'lathe brand']);
    expect(openIds(stillReducer(sent, { type: 'settled', id: 'lathe brand' }).shown)).toEqual([
      ...['saw notes', 'saw model'],
    ]);
    // Refused because it was settled elsewhere: then that is so.
    expect(openIds(stillReducer(sent, { type: 'failed', id: 'lathe brand' }).shown)).toEqual([
      ...['saw notes', 'saw model'],
    ]);
  });

  it('lets go at once of what was settled here, and of what was gone; it comes back when that is taken back', () => {
    const list = after(TOUCHED, tell(told('saw', field('model')), lathe), {
      type: 'settled',
      id: 'saw model',
    });
    expect(list.shown.map(({ item }) => item.id)).toEqual(['lathe']);
    expect(stillReducer(list, { type: 'left' }).shown.map(({ item }) => item.id)).toEqual(['lathe']);
    expect(openIds(stillReducer(list, tell(saw, lathe)).shown)).toEqual([
      ...['lathe brand', 'saw notes', 'saw model'],
    ]);
  });

  it('keeps the values of a field where they were read, though another one holds by now', () => {
    const [a, b, c] = [side('a', 'atelier', true), side('b', 'garage'), side('c', 'cave', true)];
    const list = startStill([told('saw', field('notes', a, b))]);
    const news = tell(told('saw', field('notes', c, b, { ...a, isCurrent: false })));
    const { shown } = [TOUCHED, news].reduce(stillReducer, list);
    expect(shown[0]?.conflicts[0]?.conflict.sides.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
  });

  it('keeps what is being typed in, whatever becomes of it elsewhere', () => {
    const typing: StillAction = { type: 'typing', id: 'lathe brand', isTyping: true };
    for (const last of [{ type: 'left' }, { type: 'settled', id: 'saw model' }] as const) {
      const { shown } = after(typing, TOUCHED, tell(saw), last);
      expect(shown.map(({ item }) => item.id)).toContain('lathe');
    }
    expect(openIds(after(typing, tell(saw), { ...typing, isTyping: false }, tell(saw)).shown)).toEqual([
      ...['saw notes', 'saw model'],
    ]);
  });

  it('goes on with the next below, else with the one above', () => {
    const { shown } = after();
    expect(nextAfter(shown, 'saw notes')).toBe('saw model');
    expect(nextAfter(shown, 'saw model')).toBe('lathe brand');
    expect(nextAfter(shown, 'lathe brand')).toBe('saw model');
    expect(nextAfter(startStill([lathe]).shown, 'lathe brand')).toBeNull();
  });
});

describe('a third value', () => {
  it('begins with what holds, and has its kind', () => {
    const notes = field('notes', side('ours', 'atelier', true), side('theirs', 'garage'));
    expect(startOfThird(notes)).toEqual({ type: null, text: 'ours' });
    // Never with the beginning of a longer one, which would be taken for the whole.
    const long = { ...side('the begin', 'atelier', true), length: 900 };
    expect(startOfThird(field('notes', long, side('theirs', 'garage')))).toEqual({ type: null, text: '' });
    const power = (value: number) => ({ type: 'number', value });
    expect(startOfThird(field('x:W', side(power(5), 'a', true), side(power(6), 'b')))).toEqual({
      ...{ type: 'number', text: '5' },
    });
    expect(startOfThird(field('x:W', side(null, 'a', true), side(power(6), 'b')))).toEqual({
      ...{ type: 'number', text: '' },
    });
  });

  it('is checked and sent as its field wants it', () => {
    expect(checkThird('name', { type: null, text: ' ' })).toEqual({ code: 'required' });
    expect(checkThird('notes', { type: null, text: '' })).toBeNull();
    expect(checkThird('purchaseDate', { type: null, text: '2026-02-31x' })).toEqual({ code: 'bad_date' });
    expect(checkThird('x:W', { type: 'number', text: 'much' })).toEqual({ code: 'bad_number' });
    expect(valueOfThird('purchaseDate', { type: null, text: '' })).toBeNull();
    expect(valueOfThird('notes', { type: null, text: '' })).toBe('');
    expect(valueOfThird('x:W', { type: 'number', text: '12,5' })).toEqual({ type: 'number', value: 12.5 });
    expect(changeOf('x:W', null)).toEqual({ ownFields: { W: null } });
    expect(changeOf('notes', 'both')).toEqual({ notes: 'both' });
  });
});

describe('deleted in one place, changed in another', () => {
  const stays = side(false, 'atelier', true);
  const [garage, cave] = [side(true, 'garage'), side(true, 'cave')];

  it('is to be kept, or put in the trash, whoever deleted it', () => {
    const { deletions, change, keeps, trashes } = readPresence(field('deleted', stays, garage, cave));
    expect(deletions.map(({ peer }) => peer)).toEqual(['garage', 'cave']);
    expect(change?.peer).toBe('atelier');
    expect(keeps).toEqual({ keep: 'current' });
    expect(trashes).toEqual({ keep: 'kept', conflict: 'conflict of garage' });
  });

  it('is in the trash when the deletion is taken', () => {
    const conflict = field('purged', stays, garage);
    expect(takesDeletion(conflict, { keep: 'current' })).toBe(false);
    expect(takesDeletion(conflict, { keep: 'kept', conflict: 'conflict of garage' })).toBe(true);
  });
});
