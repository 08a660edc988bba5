import { dirname, join } from 'node:path';
import type { Item, Problem } from '@brique/shared';
import { expect, it } from 'vitest';
import { addItem } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';
import { failingFiles } from './failing-files.js';
import { DISK_ERRORS, failingSqlite } from './failing-sqlite.js';
import { callsToFail, random, SEED } from './strides.js';
import { dataDirOf, docsOf, expectSound, expectWords, fileOf } from './words.js';

type Act = (app: TestApp, ids: readonly string[]) => Promise<Response>;

const post = (app: TestApp, path: string, body: unknown, method = 'POST') =>
  app.ui(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
let serial = 0;
const text = () => `Text ${++serial}`;
const csv = () =>
  `name,category,notes\n${Array.from({ length: 100 }, (_, n) => `${text()} ${n},Tools,"a, b"`).join('\n')}`;
const importFile: Act = (app) =>
  app.ui('/api/v1/items/import?format=csv', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: csv(),
  });

/** What a person does, in one request each; the first of the ids are in the inventory, the last two in the trash. */
const ACTS: Readonly<Record<string, Act>> = {
  'a new item': (app) => post(app, '/items', { name: text() }),
  'a change': (app, [id]) => post(app, `/items/${id}`, { notes: text() }, 'PATCH'),
  'a change of many': (app, ids) =>
    post(app, '/items/bulk', { ids: ids.slice(0, 4), action: 'change', changes: { notes: text() } }),
  'a deletion': (app, [id]) => app.ui(`/api/v1/items/${id}`, { method: 'DELETE' }),
  'a restore': (app, ids) => app.ui(`/api/v1/items/${ids.at(-1)}/restore`, { method: 'POST' }),
  'a deletion for good': (app, ids) => post(app, '/items/purge', { ids: ids.slice(-2) }),
  'a CSV file': importFile,
};

async function startWithItems(): Promise<{ app: TestApp; renew(): Promise<string[]> }> {
  const app = await startApp();
  return {
    app,
    async renew() {
      const items: Item[] = [];
      for (let i = 0; i < 6; i++) items.push(await addItem(app, { name: text() }));
      const ids = items.map(({ id }) => id);
      await post(app, '/items/bulk', { ids: ids.slice(-2), action: 'delete' });
      return ids;
    },
  };
}

it.each(Object.entries(ACTS))(
  'whichever statement of %s fails, it is done whole or not at all, and said',
  async (_, act) => {
    const { app, renew } = await startWithItems();
    const file = await fileOf(app);
    for (const n of callsToFail(3)) {
      const code = random.pick(DISK_ERRORS);
      const stays = random.chance(0.3);
      const ids = await renew();
      const isOver =
        (await attempt(app, act, ids, `statement ${n} fails with ${code}, seed ${SEED}`, () =>
          failingSqlite(file, (call) => (call === n || (stays && call > n) ? code : null)),
        )) < n;
      if (isOver) break;
    }
  },
);

it('whichever call to the file system fails in an import, the file is there whole or not at all, and it is said', async () => {
  const { app, renew } = await startWithItems();
  const folder = join(dirname(await dataDirOf(app)), 'tmp');
  for (const n of callsToFail(2)) {
    const code = random.pick(['EIO', 'ENOSPC', 'EROFS'] as const);
    const ids = await renew();
    const isOver =
      (await attempt(app, importFile, ids, `call ${n} fails with ${code}, seed ${SEED}`, () =>
        failingFiles(folder, (call) => (call === n ? code : null)),
      )) < n;
    if (isOver) break;
  }
});

/** @returns calls that were seen */
async function attempt(
  app: TestApp,
  act: Act,
  ids: readonly string[],
  where: string,
  fail: () => { readonly calls: number; heal(): void },
): Promise<number> {
  const before = await docsOf(app);
  const faults = app.faults.length;
  const disk = fail();
  const answer = await act(app, ids);
  disk.heal();
  await expectSound(app, where);
  const after = await docsOf(app);
  if (answer.ok) expect(after !== before, where).toBe(true);
  else {
    const { code, detail } = (await answer.json()) as Problem;
    expect(code, where).toMatch(/^(disk_(full|failed)|database_damaged)$/);
    expect(answer.status, where).toBe(code === 'disk_full' ? 507 : 500);
    expectWords(detail, where);
    expect(after === before, `${where}: ${code}, and yet it is done`).toBe(true);
    // Whoever runs it finds it in the log.
    if (code !== 'disk_full') expect(app.faults.length, where).toBeGreaterThan(faults);
    const again = await act(app, ids);
    expect(again.ok, `${where}; again: ${await again.text()}`).toBe(true);
  }
  return disk.calls;
}
