import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gridKeyFromSeed, gridLink, readGridKey, wordsOf } from '../../src/usecases/pairing/grid-key.js';

const seed = fc.uint8Array({ minLength: 16, maxLength: 16 });

/** @returns the code of the problem that a key has */
async function problemOf(text: string): Promise<string | undefined> {
  try {
    await readGridKey(text);
  } catch (error) {
    const { errors } = error as { errors: { field: string; code: string }[] };
    expect(errors[0]?.field).toBe('key');
    return errors[0]?.code;
  }
  return undefined;
}

describe('a generated key', () => {
  test('is the same by its words and by its link', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (bytes) => {
        const key = gridKeyFromSeed(bytes);
        expect(await readGridKey(wordsOf(bytes))).toEqual(key);
        expect(await readGridKey(`  ${wordsOf(bytes).toUpperCase().replaceAll(' ', '\n ')} `)).toEqual(key);
        expect(await readGridKey(gridLink(bytes))).toEqual(key);
      }),
    );
  });

  test('with two words exchanged is noticed', async () => {
    const words = wordsOf(new Uint8Array(randomBytes(16))).split(' ');
    let noticed = 0;
    for (let i = 1; i < 12; i++) {
      const swapped = [...words];
      [swapped[0], swapped[i]] = [words[i] ?? '', words[0] ?? ''];
      if ((await problemOf(swapped.join(' '))) === 'mistyped_words') noticed += 1;
    }
    // Four bits check it: one mistake in sixteen passes, and then is another key.
    expect(noticed).toBeGreaterThan(6);
  });
});

describe('a passphrase', () => {
  test.each(['', 'brique', 'motdepasse', 'azertyuiop12345', 'aaaaaaaaaaaaaaaaaaaa', '12/05/1984'])(
    '%j can be guessed',
    async (text) => {
      expect(await problemOf(text)).toBe('too_weak');
    },
  );

  test('of several words will do, and is the same however it was typed', async () => {
    const composed = await readGridKey('tabouret orage violon été cascade');
    const decomposed = await readGridKey(' tabouret orage violon e\u0301te\u0301 cascade ');
    expect(composed.secret).toEqual(decomposed.secret);
    expect(composed).toMatchObject({ kind: 'passphrase', seed: null });
    expect(composed.secret).toHaveLength(32);
  });

  test('of a whole page is too long', async () => {
    expect(await problemOf('tabouret orage violon '.repeat(20))).toBe('too_long');
  });
});
