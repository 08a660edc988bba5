/** A stretch of text, marked when the search found it. */
export interface MarkedPart {
  text: string;
  isMatch: boolean;
}

/** The server reads no more words than these of a search. */
const MAX_WORDS = 32;
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const COMBINING = /^[\u0300-\u036f]$/u;

/**
 * One character as the server's index holds it: small letters, and Latin letters without their accents (SQLite FTS5,
 * `unicode61 remove_diacritics 2`). ø, đ and ß have no accent to lose; other scripts keep theirs.
 */
function fold(char: string): string {
  const small = char.toLowerCase();
  const [base = small, ...marks] = Array.from(small.normalize('NFD'));
  return /^[a-z]$/.test(base) && marks.every((mark) => /\p{M}/u.test(mark)) ? base : small;
}

interface Word {
  /** Folded characters, accents that stand on their own left out. */
  folded: string[];
  /** Where each folded character begins in the text. */
  at: number[];
  end: number;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORDS)].map((match) => {
    const word: Word = { folded: [], at: [], end: match.index + match[0].length };
    let at = match.index;
    for (const char of match[0]) {
      if (!COMBINING.test(char)) {
        word.folded.push(fold(char));
        word.at.push(at);
      }
      at += char.length;
    }
    return word;
  });
}

/** @returns how much of the word a search covers, as the end of the longest prefix; 0 for none */
function matchEnd(word: Word, searches: readonly string[][]): number {
  const lengths = searches
    .filter((search) => search.length > 0 && search.every((char, index) => char === word.folded[index]))
    .map((search) => search.length);
  return lengths.length === 0 ? 0 : (word.at[Math.max(...lengths)] ?? word.end);
}

/**
 * Cuts a text where a search matched it, as the server matches: each word of the search is the beginning of a word of
 * the text, whatever the case and the accents.
 * @param text what an item's field holds
 * @param query what the person typed
 * @returns the whole text in order; one part when nothing matched
 */
export function markMatches(text: string, query: string): MarkedPart[] {
  const searches = wordsOf(query)
    .slice(0, MAX_WORDS)
    .map((word) => word.folded);
  const parts: MarkedPart[] = [];
  let done = 0;
  for (const word of searches.length === 0 ? [] : wordsOf(text)) {
    const end = matchEnd(word, searches);
    const start = word.at[0];
    if (end === 0 || start === undefined) continue;
    if (start > done) parts.push({ text: text.slice(done, start), isMatch: false });
    parts.push({ text: text.slice(start, end), isMatch: true });
    done = end;
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done), isMatch: false });
  return parts;
}

/** Characters shown before a match in a long text. */
const LEAD = 24;
const EXCERPT = 160;

/** @returns the place of a long text where the search first matched, on one line; null when it did not match there */
export function excerptOf(text: string, query: string): string | null {
  const flat = text.replace(/\s+/g, ' ');
  const parts = markMatches(flat, query);
  const first = parts.findIndex((part) => part.isMatch);
  if (first < 0) return null;
  const at = parts.slice(0, first).reduce((length, part) => length + part.text.length, 0);
  const start = at <= LEAD ? 0 : flat.indexOf(' ', at - LEAD) + 1;
  // One very long word before the match: then the match itself begins the excerpt.
  const from = Math.min(start, at);
  return `${from > 0 ? '…' : ''}${flat.slice(from, from + EXCERPT)}`;
}
