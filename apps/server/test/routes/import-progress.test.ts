import type { ImportProgress, ImportResult, Problem, UndoProgress } from '@brique/shared';
import { expect, test } from 'vitest';
import { listItems } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';

interface Line {
  progress?: ImportProgress & UndoProgress;
  result?: ImportResult & { changed: number };
  problem?: Problem & ImportResult;
}

const ROWS = 20_000;
const file = (last = '') => `name,brand\n${'Drill,Bosch\n'.repeat(ROWS)}${last}`;

const post = (app: TestApp, path: string, body: string, type = 'text/csv') =>
  app.ui(`/api/v1/items/${path}`, {
    method: 'POST',
    body,
    headers: { accept: 'application/x-ndjson', 'content-type': type },
  });

const linesOf = async (response: Response): Promise<Line[]> =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('an import and its undo tell how far they are, then what came of them', async () => {
  const app = await startApp();
  const imported = await linesOf(await post(app, 'import?format=csv', file()));
  const { result } = imported.at(-1) ?? {};
  expect(result).toMatchObject({ imported: ROWS, errorCount: 0 });
  const seen = imported.slice(0, -1).map(({ progress }) => progress);
  expect(seen.length).toBeGreaterThan(1);
  const rows = seen.map((progress) => progress?.rows ?? Number.NaN);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(
    seen.every((progress) => progress !== undefined && progress.fraction > 0 && progress.fraction <= 1),
  ).toBe(true);

  const body = JSON.stringify({ undoId: result?.undoId });
  const undone = await linesOf(await post(app, 'undo', body, 'application/json'));
  expect(undone.at(-1)).toEqual({ result: { changed: ROWS } });
  expect(undone[0]?.progress).toMatchObject({ total: ROWS });
});

test('what is refused is the last line, as the body would have been', async () => {
  const app = await startApp();
  const mistake = await linesOf(await post(app, 'import?format=csv', file(',x\n')));
  expect(mistake.at(-1)?.problem).toMatchObject({ status: 422, code: 'import_invalid', errorCount: 1 });
  const quote = await linesOf(await post(app, 'import?format=csv', file('"open\n')));
  expect(quote.at(-1)?.problem?.errors).toEqual([
    expect.objectContaining({ code: 'quote_left_open', row: ROWS + 1 }),
  ]);
  expect((await listItems(app)).total).toBe(0);
  expect(app.faults).toEqual([]);
});

test('whoever hangs up stops the import, and nothing of it is left', async () => {
  const app = await startApp();
  const response = await post(app, 'import?format=csv', file());
  const reader = response.body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toContain('"rows"');
  await reader?.cancel();
  // Whoever writes next waits for the import to end, one way or the other.
  expect((await app.api('POST', '/items', { name: 'Saw' })).status).toBe(201);
  expect((await listItems(app)).total).toBe(1);
  expect(app.faults).toEqual([]);
});
