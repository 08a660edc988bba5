import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

let estimator: Promise<ZxcvbnFactory> | null = null;

/**
 * How many guesses a clever attacker needs for a passphrase (zxcvbn: words, names, dates, keyboard rows, repetitions, in
 * English and French). The word lists are loaded when first asked for, for few ever do.
 */
export async function estimateGuesses(passphrase: string): Promise<number> {
  estimator ??= load();
  return (await estimator).check(passphrase).guesses;
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
  });
}
