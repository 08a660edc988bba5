import type { ImportPreview } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { columnsLeft, firstPlan, planQuery, slashDate, withColumn } from './import-plan.js';

const none = { name: [], category: [], brand: [], model: [], serialNumber: [], purchaseDate: [], notes: [] };
const preview: ImportPreview = {
  source: null,
  columns: ['what', 'tags', 'place', 'bought', 'x:Colour (text)', ''],
  rows: [
    ['Drill', 'tools', 'shelf', '', 'red', ''],
    ['Saw', '', 'shelf', '05/01/2024', '', ''],
  ],
  map: { ...none, name: ['what'], category: ['tags', 'place'] },
  kept: ['x:Colour (text)'],
  dates: null,
};

describe('the plan of an import', () => {
  const plan = firstPlan(preview, 'en-GB');

  it('begins with what was guessed, and skips what is here', () => {
    expect(plan).toEqual({ map: preview.map, own: [], duplicates: 'skip', dates: undefined });
    expect(firstPlan({ ...preview, dates: 'ambiguous' }, 'en-US').dates).toBe('mdy');
    expect(firstPlan({ ...preview, dates: 'ambiguous' }, 'fr').dates).toBe('dmy');
    expect(firstPlan({ ...preview, dates: 'mdy' }, 'fr').dates).toBe('mdy');
  });

  it('knows which columns are left', () => {
    expect(columnsLeft(preview, plan)).toEqual(['bought']);
    expect(columnsLeft(preview, withColumn(plan, 'category', 1, ''))).toEqual(['place', 'bought']);
  });

  it('takes a column for a field, once, and then no longer as an own field', () => {
    const kept = { ...plan, own: ['bought'] };
    const dated = withColumn(kept, 'purchaseDate', 0, 'bought');
    expect([dated.map.purchaseDate, dated.own]).toEqual([['bought'], []]);
    expect(slashDate(preview, dated)).toBe('05/01/2024');
    expect(slashDate(preview, plan)).toBeNull();
    expect(withColumn(plan, 'category', 1, 'tags').map.category).toEqual(['tags']);
  });

  it('is sent as the API takes it', () => {
    const { map, ...rest } = planQuery({ ...plan, own: ['bought'], duplicates: 'update' });
    expect(rest).toEqual({ own: '["bought"]', duplicates: 'update', dates: undefined });
    expect(JSON.parse(map ?? '')).toMatchObject({ name: 'what', category: ['tags', 'place'], notes: '' });
  });
});
