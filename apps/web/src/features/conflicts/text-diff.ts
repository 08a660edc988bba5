/** A piece of a text beside an earlier one: in both, only in this one, or only in the earlier one. */
export interface TextPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** A place where unchanged text is left out. */
export interface TextGap {
  kind: 'gap';
}

/** Cells of the table that finds what two texts have in common: 4 MB, a few hundredths of a second. */
const MAX_CELLS = 2_000_000;

/** Unchanged text shown on either side of a difference, in characters. */
const CONTEXT = 90;

const WORDS = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const LINES = /[^\n]*\n|[^\n]+/g;

/**
 * What changed from one text to another, word by word; line by line when the texts are too long for that, as a whole when even
 * those are too many. What is removed stands before what came in its place.
 * @returns parts that make `to` without the removed ones and `from` without the added ones
 */
export function diffTexts(from: string, to: string): TextPart[] {
  for (const pieces of [WORDS, LINES]) {
    const parts = diffPieces(from.match(pieces) ?? [], to.match(pieces) ?? []);
    if (parts !== null) return parts;
  }
  return joined([
    { kind: 'removed', text: from },
    { kind: 'added', text: to },
  ]);
}

/** Longest common subsequence between the common beginning and the common end. @returns null when that is too much work */
function diffPieces(from: readonly string[], to: readonly string[]): TextPart[] | null {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let [fromEnd, toEnd] = [from.length, to.length];
  while (fromEnd > start && toEnd > start && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--;
    toEnd--;
  }
  const [a, b] = [from.slice(start, fromEnd), to.slice(start, toEnd)];
  const width = b.length + 1;
  if ((a.length + 1) * width > MAX_CELLS) return null;
  // lengths[i * width + j]: how many pieces a from i and b from j have in common, in order.
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: TextPart[] = [{ kind: 'same', text: from.slice(0, start).join('') }];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [mine = '', theirs = ''] = [a[i], b[j]];
    if (i < a.length && j < b.length && mine === theirs) {
      parts.push({ kind: 'same', text: mine });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: 'removed', text: mine });
      i++;
    } else {
      parts.push({ kind: 'added', text: theirs });
      j++;
    }
  }
  parts.push({ kind: 'same', text: from.slice(fromEnd).join('') });
  return joined(parts);
}

/**
 * Neighbours of one kind as one part. A lone space between two differences belongs to them: a rewritten sentence is easier to read as
 * one than word for word.
 */
function joined(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  let pending: { removed: string; added: string } | null = null;
  const flush = () => {
    if (pending?.removed) result.push({ kind: 'removed', text: pending.removed });
    if (pending?.added) result.push({ kind: 'added', text: pending.added });
    pending = null;
  };
  parts.forEach(({ kind, text }, index) => {
    if (text === '') return;
    const isBridge =
      kind === 'same' && pending !== null && /^[^\S\n]+$/.test(text) && isChange(parts[index + 1]);
    if (kind === 'same' && !isBridge) {
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') last.text += text;
      else result.push({ kind, text });
      return;
    }
    pending ??= { removed: '', added: '' };
    if (kind !== 'added') pending.removed += text;
    if (kind !== 'removed') pending.added += text;
  });
  flush();
  return result;
}

function isChange(part: TextPart | undefined): boolean {
  return part !== undefined && part.kind !== 'same' && part.text !== '';
}

/** Leaves out unchanged text that is far from any difference, at the ends of words. @returns the same parts when nothing is long */
export function foldParts(parts: readonly TextPart[]): (TextPart | TextGap)[] {
  return parts.flatMap((part, index): (TextPart | TextGap)[] => {
    const isFirst = index === 0;
    const isLast = index === parts.length - 1;
    const kept = (isFirst ? 0 : CONTEXT) + (isLast ? 0 : CONTEXT);
    // Leaving out a few words would save nobody anything.
    if (part.kind !== 'same' || part.text.length <= kept + CONTEXT) return [part];
    const head = isFirst ? '' : part.text.slice(0, CONTEXT).replace(/\S*$/, '');
    const tail = isLast ? '' : part.text.slice(-CONTEXT).replace(/^\S*/, '');
    const same = (text: string): TextPart[] => (text === '' ? [] : [{ kind: 'same', text }]);
    return [...same(head), { kind: 'gap' }, ...same(tail)];
  });
}
