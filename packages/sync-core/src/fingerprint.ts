/** The first 128 bits of a hash as four big-endian 32-bit words, each 0 … 2^32-1. */
export type Digest = readonly [number, number, number, number];

/** What stands for a set of items: how many, and the word-wise sum (mod 2^32) of their digests. */
export interface Fingerprint {
  readonly count: number;
  readonly sum: Digest;
}

/** SHA-256 of a text's UTF-8 bytes, in hex. Passed in, for this package has no I/O and no crypto. */
export type Hash = (text: string) => string;

export const EMPTY_FINGERPRINT: Fingerprint = { count: 0, sum: [0, 0, 0, 0] };

/**
 * The digest of an item.
 * @param text its canonical text (encodeItem)
 */
export function digestOf(text: string, hash: Hash): Digest {
  return wordsOf(hash(text));
}

/**
 * A fingerprint after some items left a set and others came. Sums commute, so order does not matter and a set's
 * fingerprint is kept up to date without reading the set. (Set hashing by addition: Clarke et al., "Incremental Multiset
 * Hash Functions", 2003. The instances that compare are trusted; it is no defence against a forger.)
 */
export function updateFingerprint(
  base: Fingerprint,
  removed: Iterable<Digest>,
  added: Iterable<Digest>,
): Fingerprint {
  let { count } = base;
  let [a, b, c, d] = base.sum;
  for (const digest of removed) {
    count -= 1;
    a = (a - digest[0]) >>> 0;
    b = (b - digest[1]) >>> 0;
    c = (c - digest[2]) >>> 0;
    d = (d - digest[3]) >>> 0;
  }
  for (const digest of added) {
    count += 1;
    a = (a + digest[0]) >>> 0;
    b = (b + digest[1]) >>> 0;
    c = (c + digest[2]) >>> 0;
    d = (d + digest[3]) >>> 0;
  }
  return { count, sum: [a, b, c, d] };
}

export function sameDigest(a: Digest, b: Digest): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.count === b.count && sameDigest(a.sum, b.sum);
}

/** 32 hex digits, as digests travel. */
export function digestToHex(digest: Digest): string {
  return digest.map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** @returns null unless `hex` is 32 lower-case hex digits */
export function digestFromHex(hex: unknown): Digest | null {
  if (typeof hex !== 'string' || !/^[0-9a-f]{32}$/.test(hex)) return null;
  return wordsOf(hex);
}

/** The first four 32-bit words of a hex text. */
function wordsOf(hex: string): Digest {
  return [wordAt(hex, 0), wordAt(hex, 8), wordAt(hex, 16), wordAt(hex, 24)];
}

/** Eight lower-case hex digits as a number. Read one by one: every item has a digest, and parseInt of slices takes ten times as long. */
function wordAt(hex: string, at: number): number {
  let word = 0;
  for (let i = at; i < at + 8; i++) {
    const code = hex.charCodeAt(i);
    word = (word << 4) | (code < CODE_OF_A ? code - CODE_OF_0 : code - CODE_OF_A + 10);
  }
  return word >>> 0;
}

const CODE_OF_0 = 0x30;
const CODE_OF_A = 0x61;
