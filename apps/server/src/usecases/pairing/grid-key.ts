import { hkdfSync, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { base32nopad } from '@scure/base';
import { entropyToMnemonic, mnemonicToEntropy, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { BriqueError } from '../brique-error.js';
import { estimateGuesses } from './passphrase-strength.js';

/** A key that several instances share; those that hold it let each other in. */
export interface GridKey {
  readonly kind: 'generated' | 'passphrase';
  /** 32 bytes, what proofs are made with. */
  readonly secret: Uint8Array;
  /** The 128 bits that a generated key is; null for a passphrase, which is not kept. */
  readonly seed: Uint8Array | null;
}

export const SEED_BYTES = 16;
/** Passphrases are short of 128 bits, so each guess is made to cost: 2^17 × 8 × 128 bytes = 128 MiB, about half a second. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
/** The same on every instance, for all that they share is the passphrase. */
const SALT = 'brique-grid-key-1';
/** Guesses that it must take to find a passphrase; with scrypt in the way that is millions of years of computing. */
const MIN_GUESSES = 1e12;
const MAX_LENGTH = 256;

const stretch = promisify<string, string, number, typeof SCRYPT, Buffer>(scrypt);

/** @param seed 16 random bytes */
export function gridKeyFromSeed(seed: Uint8Array): GridKey {
  return { kind: 'generated', secret: new Uint8Array(hkdfSync('sha256', seed, '', SALT, 32)), seed };
}

/** The seed as 12 words (BIP 39, English), the last of which checks the others. */
export function wordsOf(seed: Uint8Array): string {
  return entropyToMnemonic(seed, wordlist);
}

/** The seed as a link, which is what its QR code says. */
export function gridLink(seed: Uint8Array): string {
  return `brique:grid?v=1&k=${base32nopad.encode(seed).toLowerCase()}`;
}

/**
 * Reads a key as people type, paste or scan it: the 12 words or the link of a generated one; anything else is a passphrase.
 * @throws BriqueError `invalid_input`, field `key`: mistyped words, a passphrase that can be guessed, one that is too long
 */
export async function readGridKey(text: string): Promise<GridKey> {
  const typed = text.normalize('NFKC').trim();
  const words = typed.toLowerCase().split(/\s+/);
  const link = /brique:grid\?v=1&k=([a-z2-7]{26})\b/i.exec(typed)?.[1];
  if (link !== undefined) return gridKeyFromSeed(base32nopad.decode(link.toUpperCase()));
  if (words.length === 12 && words.every((word) => wordlist.includes(word))) {
    const mnemonic = words.join(' ');
    if (validateMnemonic(mnemonic, wordlist)) return gridKeyFromSeed(mnemonicToEntropy(mnemonic, wordlist));
    throw invalid(
      'mistyped_words',
      'These 12 words do not fit together; compare them with those on the other instance.',
    );
  }
  if (typed.length > MAX_LENGTH)
    throw invalid('too_long', `Shorten the passphrase to ${MAX_LENGTH} characters.`);
  if ((await estimateGuesses(typed)) < MIN_GUESSES) {
    throw invalid(
      'too_weak',
      'This passphrase could be guessed. Take a longer one, such as five words that do not belong together, or let Brique make a key.',
    );
  }
  return { kind: 'passphrase', secret: new Uint8Array(await stretch(typed, SALT, 32, SCRYPT)), seed: null };
}

function invalid(code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field: 'key', code, message }]);
}
