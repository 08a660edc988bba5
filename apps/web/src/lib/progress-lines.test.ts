import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressLines } from './progress-lines.js';

const told = { progress: { rows: 5 } };
const result = { result: { imported: 7, note: 'é\n' } };

describe('an answer that comes as it goes', () => {
  it('is read however it is cut', () => {
    const text = [told, told, result].map((line) => `${JSON.stringify(line)}\n`).join('');
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 6 }), (cuts) => {
        const seen: unknown[] = [];
        const lines = progressLines((progress) => seen.push(progress));
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        for (const [at, place] of places.entries())
          lines.take(text.slice(place, places[at + 1] ?? text.length));
        expect(lines.end()).toEqual(result.result);
        expect(seen).toEqual([told.progress, told.progress]);
      }),
    );
  });

  it('is a refusal when it ends with one, and no answer when it breaks off', () => {
    const refused = progressLines(() => undefined);
    refused.take('{"problem":{"status":422,"code":"import_invalid","errorCount":3}}\n');
    expect(() => refused.end()).toThrow(expect.objectContaining({ code: 'import_invalid', errorCount: 3 }));
    const broken = progressLines(() => undefined);
    broken.take('{"progress":{}}\n{"resu');
    expect(() => broken.end()).toThrow(expect.objectContaining({ code: 'server_stopped' }));
  });
});
