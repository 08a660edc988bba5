import { describe, expect, it } from 'vitest';
import { excerptOf, markMatches } from './match-marks.js';

const marked = (text: string, query: string) =>
  markMatches(text, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

describe('what a search matched is marked', () => {
  it('at the beginning of each word, whatever the case', () => {
    expect(marked('Sewing machine', 'mach SEW')).toBe('[Sew]ing [mach]ine');
    expect(marked('Sewing machine', 'wing')).toBe('Sewing machine');
  });

  it('with or without accents, on either side', () => {
    expect(marked('Électroménager', 'electrom')).toBe('[Électrom]énager');
    expect(marked('Electromenager', 'ÉLECTRO')).toBe('[Electro]menager');
    expect(marked('Cafe\u0301s et the\u0301', 'café')).toBe('[Cafe\u0301]s et the\u0301');
    expect(marked('Tiếng', 'tieng')).toBe('[Tiếng]');
  });

  it('only as far as the server goes: ø is a letter of its own, other scripts keep their marks', () => {
    expect(marked('Røremaskine', 'rore')).toBe('Røremaskine');
    expect(marked('Røremaskine', 'RØR')).toBe('[Rør]emaskine');
    expect(marked('йод', 'иод')).toBe('йод');
  });

  it('by the longest of the words that match, and not twice', () => {
    expect(marked('Bosch GSB 13', 'b bosc')).toBe('[Bosc]h GSB 13');
  });

  it('splits at everything that is no letter or digit, in the search too', () => {
    expect(marked('rcdenmark_47680', 'rcdenmark_476')).toBe('[rcdenmark]_[476]80');
    expect(marked('B-830/7', '830')).toBe('B-[830]/7');
    expect(marked('C++', '++')).toBe('C++');
    expect(marked('', 'a')).toBe('');
    expect(marked('as it is', '')).toBe('as it is');
  });

  it('keeps every character of the text', () => {
    const text = 'Ünïcode 🔧 spätzle—drill, İstanbul e\u0301\u0302x';
    for (const query of ['u', 'spat dri', 'i', 'ex', '🔧']) {
      expect(
        markMatches(text, query)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});

describe('the place where a long text matched', () => {
  it('begins a few words before the match', () => {
    const notes = `${'Bought long ago, works well. '.repeat(5)}New\n belt fitted`;
    expect(excerptOf(notes, 'belt')).toMatch(/^….{3,30}belt fitted$/);
    expect(excerptOf('New belt', 'belt')).toBe('New belt');
    expect(excerptOf('New belt', 'saw')).toBeNull();
    expect(excerptOf(`${'x'.repeat(80)} belt`, 'belt')).toBe('…belt');
  });
});
