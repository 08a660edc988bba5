import { shortItemId } from '@brique/shared';
import fc from 'fast-check';
import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { formatItemCode, parseItemCode } from './item-code.js';

const ID = '01935b2c-7d1e-7abc-8def-0123456789ab';

describe('the code of a label', () => {
  it('comes back as the item it was made for', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        expect(parseItemCode(formatItemCode(id))).toEqual({ kind: 'item', id });
      }),
    );
  });

  it('names no computer', () => {
    expect(formatItemCode(ID)).toBe('WEB+BRIQUE:01935B2C-7D1E-7ABC-8DEF-0123456789AB');
  });

  it('fits the third size of QR codes, a quarter of which may be lost', () => {
    expect(encodeQR(formatItemCode(ID), 'raw', { ecc: 'quartile', border: 4 })).toHaveLength(29 + 2 * 4);
  });

  it.each([
    `web+brique:${ID}`,
    `web+brique://${ID}`,
    `  WEB+BRIQUE:${ID}\r\n`,
    `\u200e${ID}\u200e`,
    ID.toUpperCase(),
    `http://localhost:8080/i/${ID}`,
    `http://127.0.0.1:9999/inventory/${ID}?q=saw#top`,
    `https://atelier.example/inventory/${ID}/edit`,
    `http://localhost:8080/i/WEB%2BBRIQUE%3A${ID}`,
  ])('is also understood as %j', (text) => {
    expect(parseItemCode(text)).toEqual({ kind: 'item', id: ID });
  });
});

describe('anything else is text to look for', () => {
  it.each([
    ['SN-4711', 'SN-4711'],
    ['  two   words\n', 'two words'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    [`javascript://x/i/${ID}`, `javascript://x/i/${ID}`],
    [`brique:${ID}`, `brique:${ID}`],
    [`web+brique:${ID}x`, `web+brique:${ID}x`],
    [`http://localhost:8080/i/${ID}/../../api/v1/items`, `http://localhost:8080/i/${ID}/../../api/v1/items`],
    [`http://localhost:8080/elsewhere/${ID}`, `http://localhost:8080/elsewhere/${ID}`],
    ['http://localhost:8080/i/%E0%A4%A', 'http://localhost:8080/i/%E0%A4%A'],
    ['http://[', 'http://['],
    ['', ''],
  ])('%j', (raw, text) => {
    expect(parseItemCode(raw)).toEqual({ kind: 'text', text });
  });

  it('whatever it is, and it never grows beyond what a search takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (raw) => {
        const code = parseItemCode(raw);
        if (code.kind !== 'text') return;
        expect(code.text.length).toBeLessThanOrEqual(200);
        expect(code.text).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

it('a short id is the end of an id, where items of one import differ', () => {
  expect(shortItemId(ID)).toBe('4567-89ab');
});
