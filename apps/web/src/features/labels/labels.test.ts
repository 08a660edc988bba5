import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABEL_FORMATS, labelCorner, labelsPerSheet, paperSize } from './label-formats.js';
import { LABEL_LINES, labelLayout, labelTexts } from './label-layout.js';
import { checkOptions } from './label-options.js';
import { fillSheets, MAX_LABELS, withCopies } from './label-sheets.js';

const ITEM = {
  id: '01935b2c-7d1e-7abc-8def-0123456789ab',
  name: 'Drill',
  category: 'Tools',
  brand: 'Bosch',
  model: 'GSR 18',
  serialNumber: 'SN-1',
};

describe.each(LABEL_FORMATS.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  it('has all its labels on the paper, none over another', () => {
    const paper = paperSize(format);
    const last = labelCorner(format, labelsPerSheet(format) - 1);
    const first = labelCorner(format, 0);
    expect(first.left).toBeGreaterThanOrEqual(0);
    expect(first.top).toBeGreaterThanOrEqual(0);
    // As far from the right and lower edge as from the left and upper one.
    expect(paper.width - last.left - format.label.width).toBeCloseTo(first.left);
    expect(paper.height - last.top - format.label.height).toBeCloseTo(first.top);
    expect(format.gap).toBeGreaterThanOrEqual(0);
  });

  it('leaves room for a code that a telephone reads, and for a name', () => {
    const { code, lines } = labelLayout(format);
    // 29 modules and four on either side; a quarter of a millimetre is what cameras resolve at a hand's breadth.
    expect(code / 37).toBeGreaterThan(0.24);
    expect(code).toBeLessThan(format.label.width / 2);
    expect(lines).toBeGreaterThanOrEqual(3);
  });
});

it('the margins are those of the makers’ templates', () => {
  const margins = Object.fromEntries(
    LABEL_FORMATS.map((format) => {
      const { left, top } = labelCorner(format, 0);
      return [format.id, [left, top].map((mm) => Math.round(mm * 10) / 10)];
    }),
  );
  expect(margins).toMatchObject({
    L7160: [7.2, 15.2],
    L7163: [4.6, 15.2],
    L7651: [4.7, 10.7],
    L4731: [8.5, 13.5],
    5160: [4.8, 12.7],
    5163: [4, 12.7],
    'DK-11209': [0, 0],
  });
});

describe('labels on sheets', () => {
  it('begin at the first free place and go on over as many sheets as they need', () => {
    expect(fillSheets(['a', 'b', 'c'], 4, 2)).toEqual([[null, null, 'a', 'b'], ['c']]);
    expect(fillSheets([], 4, 2)).toEqual([]);
  });

  it('are all there, once and in order, whatever the sheet', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 200 }), fc.nat(199), (count, perSheet, used) => {
        const labels = Array.from({ length: count }, (_, at) => at);
        const sheets = fillSheets(labels, perSheet, Math.min(used, perSheet - 1));
        expect(sheets.flat().filter((label) => label !== null)).toEqual(labels);
        for (const sheet of sheets) expect(sheet.length).toBeLessThanOrEqual(perSheet);
        expect(sheets.every((sheet) => sheet.some((label) => label !== null))).toBe(true);
      }),
    );
  });

  it('are copied side by side, up to what can be printed', () => {
    expect(withCopies(['a', 'b'], 2)).toEqual(['a', 'a', 'b', 'b']);
    expect(withCopies(Array(MAX_LABELS).fill('a'), 3)).toHaveLength(MAX_LABELS);
  });
});

describe('the text of a label', () => {
  it('has what was asked for, in order, without empty lines', () => {
    expect(labelTexts({ ...ITEM, serialNumber: '' }, [...LABEL_LINES], 9)).toEqual({
      nameLines: 3,
      below: [
        { line: 'category', text: 'Tools' },
        { line: 'make', text: 'Bosch GSR 18' },
        { line: 'shortId', text: '4567-89ab' },
      ],
    });
  });

  it('on a small label keeps the name and what tells twins apart', () => {
    expect(labelTexts(ITEM, [...LABEL_LINES], 3)).toEqual({
      nameLines: 1,
      below: [
        { line: 'serial', text: 'SN-1' },
        { line: 'shortId', text: '4567-89ab' },
      ],
    });
  });
});

it('stored options of another version, or spoilt ones, do no harm', () => {
  expect(checkOptions({ format: '5160', lines: ['category', 'colour'] })).toEqual({
    format: '5160',
    lines: ['category'],
  });
  for (const stored of [null, 7, 'x', [], { format: 'L0', lines: 'all' }]) {
    expect(checkOptions(stored).format).toBe('L7160');
  }
});
