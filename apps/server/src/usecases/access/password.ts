import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { LIMITS } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { estimateGuesses } from '../pairing/passphrase-strength.js';

/** What is kept of a password; the numbers beside it, so that they can grow without locking anybody out. */
export interface PasswordHash {
  /** Hex, as is `hash`. */
  readonly salt: string;
  readonly hash: string;
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * OWASP's numbers for scrypt (Password Storage Cheat Sheet): 2^15 × 8 × 128 bytes = 32 MiB, three times over; a small home server can
 * spare that.
 */
const SCRYPT = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;
/**
 * Guesses that it must take. They can only be made here, one in ten seconds at most from everybody who never signed in (sign-in-limits.ts):
 * 10^8 of them take 30 years.
 */
const MIN_GUESSES = 1e8;

const stretch = promisify<string, Buffer, number, object, Buffer>(scrypt);

/**
 * Checks and hashes a password that somebody chose.
 * @throws BriqueError `invalid_input`, field `password`: empty, too long, or one that can be guessed
 */
export async function hashPassword(password: unknown): Promise<PasswordHash> {
  if (typeof password !== 'string' || password === '') {
    throw invalidPassword('password', 'required', 'Give a password.');
  }
  if (password.length > LIMITS.passwordLength) {
    throw invalidPassword(
      'password',
      'too_long',
      `Shorten the password to ${LIMITS.passwordLength} characters.`,
    );
  }
  const text = normalise(password);
  if ((await estimateGuesses(text)) < MIN_GUESSES) {
    const message =
      'This password could be guessed. Take a longer one, such as four words that do not belong together.';
    throw invalidPassword('password', 'weak_password', message);
  }
  const salt = randomBytes(16);
  const hash = await stretchWith(text, salt, SCRYPT);
  return { salt: salt.toString('hex'), hash: hash.toString('hex'), ...SCRYPT };
}

/** @param password as typed @returns whether it is the one; how long this takes does not tell how near it was */
export async function isPassword(password: string, known: PasswordHash): Promise<boolean> {
  if (password.length > LIMITS.passwordLength) return false;
  const hash = await stretchWith(normalise(password), Buffer.from(known.salt, 'hex'), known);
  return timingSafeEqual(hash, Buffer.from(known.hash, 'hex'));
}

/** The same letters, however a keyboard composes them. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

function stretchWith(
  text: string,
  salt: Buffer,
  { N, r, p }: Pick<PasswordHash, 'N' | 'r' | 'p'>,
): Promise<Buffer> {
  return stretch(text, salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r });
}

/** A refused password, or one that is not the current one. */
export function invalidPassword(field: 'password' | 'current', code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}

/** @param value as the settings table has it */
export function asPasswordHash(value: unknown): PasswordHash | null {
  if (typeof value !== 'object' || value === null) return null;
  const { salt, hash, N, r, p } = value as Partial<Record<keyof PasswordHash, unknown>>;
  const isKept =
    typeof salt === 'string' &&
    typeof hash === 'string' &&
    [N, r, p].every((number) => typeof number === 'number');
  return isKept ? (value as PasswordHash) : null;
}
