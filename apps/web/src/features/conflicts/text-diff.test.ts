import { describe, expect, it } from 'vitest';
import { diffTexts, foldParts, type TextPart } from './text-diff.js';

const from = (parts: readonly TextPart[]) =>
  parts.flatMap(({ kind, text }) => (kind === 'added' ? [] : text)).join('');
const to = (parts: readonly TextPart[]) =>
  parts.flatMap(({ kind, text }) => (kind === 'removed' ? [] : text)).join('');

describe('what changed between two texts', () => {
  it('is told word by word, what went before what came', () => {
    expect(diffTexts('belt worn, blade new', 'belt replaced, blade new')).toEqual([
      { kind: 'same', text: 'belt ' },
      { kind: 'removed', text: 'worn' },
      { kind: 'added', text: 'replaced' },
      { kind: 'same', text: ', blade new' },
    ]);
    expect(diffTexts('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
    expect(diffTexts('old', '')).toEqual([{ kind: 'removed', text: 'old' }]);
    expect(diffTexts('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
  });

  it('is one difference where words beside each other differ', () => {
    expect(
      diffTexts('bought in March at a fair', 'found last week at a fair').map(({ kind }) => kind),
    ).toEqual([...['removed', 'added', 'same']]);
  });

  it('makes both texts again, whatever they hold', () => {
    // A small generator, so that a failure comes back with the same texts.
    let state = 7;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const words = ['a', 'é', ' ', '  ', '\n', 'Ünïcode', '12,5', '-', '🔧', '.'];
    const text = () => Array.from({ length: random(30) }, () => words[random(words.length)]).join('');
    for (let round = 0; round < 500; round++) {
      const [one, other] = [text(), text()];
      const parts = diffTexts(one, other);
      expect([from(parts), to(parts)]).toEqual([one, other]);
    }
  });

  it('is told line by line, or as a whole, where words would be too many', () => {
    const lines = Array.from({ length: 1200 }, (_, line) => `line ${line} of many words\n`);
    const changed = lines.map((line, at) => (at % 2 === 0 ? line : line.replace('many', 'some')));
    const parts = diffTexts(lines.join(''), changed.join(''));
    expect([from(parts), to(parts)]).toEqual([lines.join(''), changed.join('')]);
    expect(parts.filter(({ kind }) => kind === 'same').length).toBeGreaterThan(100);
    const [one, other] = ['a\n'.repeat(3000), 'b\n'.repeat(3000)];
    expect(diffTexts(one, other)).toEqual([
      { kind: 'removed', text: one },
      { kind: 'added', text: other },
    ]);
  });

  it('leaves out what is far from it', () => {
    const long = 'word '.repeat(100);
    const folded = foldParts(diffTexts(`${long}old ${long}`, `${long}new ${long}`));
    expect(folded.map(({ kind }) => kind)).toEqual(['gap', 'same', 'removed', 'added', 'same', 'gap']);
    const few = diffTexts('a few words, old', 'a few words, new');
    expect(foldParts(few)).toEqual(few);
  });
});
