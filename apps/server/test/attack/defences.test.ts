import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const SERVER = new URL('../../', import.meta.url);

interface Defence {
  readonly defence: string;
  readonly file: string;
  readonly text: string;
  readonly tests: readonly string[];
}

test('what npm run test:mutations switches off is still there, each text once', async () => {
  const list = new URL('../../scripts/lib/defences.mjs', SERVER).href;
  const { DEFENCES } = (await import(list)) as { DEFENCES: readonly Defence[] };
  expect(DEFENCES.length).toBeGreaterThan(10);
  for (const { defence, file, text, tests } of DEFENCES) {
    const source = await readFile(new URL(file, SERVER), 'utf8');
    expect([defence, source.split(text).length - 1]).toEqual([defence, 1]);
    for (const path of tests) expect(await readFile(new URL(path, SERVER), 'utf8')).toContain('expect(');
  }
});
