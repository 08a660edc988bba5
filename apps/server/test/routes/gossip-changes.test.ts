import type { ChangeSet, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, answerOf, changeItem, removeItem } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { MINUTE } from '../support/fake-clock.js';

interface Change {
  id: string;
  keys: Record<string, [unknown, string]>;
}
type Page = Omit<ChangeSet, 'changes'> & { changes: Change[] };

const changes = async (app: TestApp, query = '') =>
  (await app.api<Page>('GET', `/gossip/items/changes?${query}`)).body;

const ids = ({ changes: list }: Page) => list.map(({ id }) => id);

test('all changes in pages, oldest first; then only what is new', async () => {
  const app = await startApp();
  const added: string[] = [];
  for (let i = 0; i < 5; i++) added.push((await addItem(app, { name: `Item ${i}` })).id);

  const walked: string[] = [];
  let page = await changes(app, 'limit=2');
  walked.push(...ids(page));
  while (page.more) {
    page = await changes(app, `limit=2&since=${page.cursor}`);
    walked.push(...ids(page));
  }
  expect(walked).toEqual(added);

  expect(await changes(app, `since=${page.cursor}`)).toEqual({
    changes: [],
    cursor: page.cursor,
    more: false,
  });
  await changeItem(app, added[1] ?? '', { name: 'changed' });
  await removeItem(app, added[0] ?? '');
  const news = await changes(app, `since=${page.cursor}`);
  expect(ids(news)).toEqual([added[1], added[0]]);
  expect(news.changes.map(({ keys }) => [keys.name?.[0], keys.deleted?.[0]])).toEqual([
    ['changed', undefined],
    ['Item 0', true],
  ]);
});

test('a cursor stays good however often it is asked for', async () => {
  const app = await startApp();
  const { cursor } = await changes(app);
  const { id } = await addItem(app, { name: 'Drill' });
  for (let i = 0; i < 3; i++) expect(ids(await changes(app, `since=${cursor}`))).toEqual([id]);
});

test('since a time: what changed at or after it, wherever it was made', async () => {
  const { a, b } = await startPair();
  const old = await addItem(a, { name: 'old' });
  a.wall.move(MINUTE);
  const since = new Date(a.wall.now()).toISOString();
  const fresh = await addItem(a, { name: 'fresh' });
  await a.api('POST', `/peers/${b.id}/sync`);

  expect(ids(await changes(a, `since=${since}`))).toEqual([fresh.id]);
  // There, both arrived after that time.
  expect(ids(await changes(b, `since=${since}`)).toSorted()).toEqual([old.id, fresh.id].toSorted());
  a.wall.move(MINUTE);
  const later = new Date(a.wall.now()).toISOString();
  expect(ids(await changes(a, `since=${later}`))).toEqual([]);
  expect(ids(await changes(a, `since=${encodeURIComponent('1999-01-01T00:00:00+02:00')}`))).toHaveLength(2);
});

test('a cursor is the reader’s own; another’s, and an unknown one, are refused', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Drill' });
  const { cursor } = await changes(a);
  for (const since of [cursor, 'never-given-out', '2026-13-45T99:99']) {
    const response = await a.gossip(b.identity, `/items/changes?since=${since}`);
    const { body } = await answerOf<Problem>(response);
    expect([response.status, body.code]).toEqual([409, 'cursor_unknown']);
  }
});

test('as NDJSON: items, a cursor after each batch, and an end', async () => {
  const app = await startApp();
  const file = `name\n${'x\n'.repeat(1500)}`;
  await app.ui('/api/v1/items/import?format=csv', { method: 'POST', body: file });

  const headers = { accept: 'application/x-ndjson' };
  const response = await app.ui('/api/v1/gossip/items/changes', { headers });

  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  const isMark = (line: string) => line.startsWith('{"cursor"');
  const itemsAfter = (n: number) => lines.slice(n).filter((line) => !isMark(line)).length;
  expect(itemsAfter(0)).toBe(1500);
  expect(lines.filter(isMark).length).toBeGreaterThan(1);
  for (const [n, line] of lines.entries()) {
    if (!isMark(line)) continue;
    const { cursor, end } = JSON.parse(line);
    expect(end === true).toBe(n === lines.length - 1);
    expect((await changes(app, `since=${cursor}`)).changes).toHaveLength(itemsAfter(n));
  }
});

test('what a peer sent us is not sent back to it, unless it changed here', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill' });
  await a.api('POST', `/peers/${b.id}/sync`);
  const forA = async () => (await (await b.gossip(a.identity, '/items/changes')).json()) as Page;
  expect(ids(await forA())).toEqual([]);
  await changeItem(b, id, { brand: 'Bosch' });
  expect(ids(await forA())).toEqual([id]);
  expect(ids(await changes(b))).toEqual([id]);
});
