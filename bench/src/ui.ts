import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportResult, ItemPage } from '@brique/shared';
import { openBrowser } from './browser.js';
import { keyToPaint } from './key-to-paint.js';
import { bulkInsert } from './limits.js';
import { fill } from './offline-edit.js';
import { type Percentiles, percentiles, timeEach } from './percentiles.js';
import { DATA, readRecords } from './records.js';
import { pair, type ServerProcess, startServer } from './server-process.js';

/** `npm run bench -- ui [items]`: what the person at the screen waits for, with a full inventory, real processes and a real browser. */
const size = Number(process.argv[2]) || 100_000;
const CALLS = 200;
/** A spread without chance: every so many records one. */
const STRIDE = 149;

interface Row {
  readonly what: string;
  readonly mark: string;
  readonly times: Percentiles;
}

async function run(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'brique-bench-ui-'));
  const records = await readRecords(size);
  const rows: Row[] = [];
  const note = (what: string, mark: string, times: readonly number[]) =>
    rows.push({ what, mark, times: percentiles(times) });

  const [dirA, dirB] = [join(root, 'a'), join(root, 'b')];
  let a = await startServer(dirA, 'A');
  const { instanceId } = a;
  await a.stop();
  await fill(dirA, instanceId, records);
  a = await startServer(dirA, 'A');

  note(
    'a page of the list',
    '< 15',
    await timeEach(listPaths(await deepCursors(a)), (path) => a.call('GET', path)),
  );
  const words = Array.from({ length: CALLS }, (_, i) =>
    wordOf(records[(i * STRIDE) % records.length]?.name ?? ''),
  );
  const searches = words.map(
    (word, i) => `/items?limit=100&search=${encodeURIComponent(word.slice(0, 1 + (i % 8)))}`,
  );
  note('a search, words of 1 to 8 letters', '< 30', await timeEach(searches, (path) => a.call('GET', path)));
  note('the counts beside a list', '', await timeEach(facetPaths(words), (path) => a.call('GET', path)));

  const browser = await openBrowser();
  const typed = [...new Set(words.filter((word) => /^[a-z]{4,}$/.test(word)))]
    .slice(0, 15)
    .map((word) => word.slice(0, 6));
  note(
    'key press to painted results',
    '< 100',
    await keyToPaint(browser, a.api.replace('/api/v1', ''), typed),
  );
  await browser.close();

  const b = await startServer(dirB, 'B');
  await pair(a, b);
  const during = await listsWhile(b.sync(a.instanceId), [a, b]);
  note('a page of the list, at the sender of a first sync', '< 100', during[0] ?? []);
  note('a page of the list, at its receiver', '< 100', during[1] ?? []);
  await Promise.all([a.stop(), b.stop()]);

  const importing = await importRecords(root);
  await rm(root, { recursive: true });
  print(rows, importing);
}

/** First pages and deep ones, in the orders and with the filters that the page offers. */
function* listPaths(cursors: readonly (string | null)[]): Generator<string> {
  const kinds = [
    'sort=-updatedAt',
    'sort=name',
    'sort=-createdAt',
    'sort=category',
    'sort=-updatedAt&health=incomplete',
  ];
  for (let i = 0; i < CALLS; i++) {
    const cursor = i % 3 === 0 ? cursors[i % cursors.length] : null;
    yield `/items?limit=100&${cursor ? `sort=name&cursor=${cursor}` : kinds[i % kinds.length]}`;
  }
}

function* facetPaths(words: readonly string[]): Generator<string> {
  yield '/items/facets';
  for (const word of words.slice(0, 50)) yield `/items/facets?search=${encodeURIComponent(word.slice(0, 5))}`;
}

/** Cursors of pages far down the list by name. */
async function deepCursors(server: ServerProcess): Promise<(string | null)[]> {
  const cursors: (string | null)[] = [];
  let cursor: string | null = null;
  for (let i = 0; i < 100; i++) {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`;
    cursor = (await server.call<ItemPage>('GET', `/items?limit=200&sort=name${more}`)).nextCursor;
    if (cursor === null) break;
    cursors.push(cursor);
  }
  return cursors;
}

/** Asks each server for lists, one after the other, until a piece of work is done. */
async function listsWhile(work: Promise<unknown>, servers: readonly ServerProcess[]): Promise<number[][]> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  const asking = servers.map(async (server) => {
    const times: number[] = [];
    while (!isOver) {
      const start = performance.now();
      await server.call('GET', '/items?limit=100&sort=-updatedAt');
      times.push(performance.now() - start);
    }
    return times;
  });
  await over;
  return Promise.all(asking);
}

/** Imports the Danish records into an empty instance; beside it the same rows bulk-inserted. */
async function importRecords(root: string): Promise<{ ms: number; imported: number; limit: number }> {
  const dir = join(root, 'import');
  const server = await startServer(dir, 'I');
  const map = {
    name: 'partner_product_category',
    category: 'product_category',
    brand: 'brand',
    notes: 'problem',
    serialNumber: 'id',
  };
  const body = await readFile(DATA, 'utf8');
  const start = performance.now();
  const result = await server.call<ImportResult>(
    'POST',
    `/items/import?format=csv&map=${encodeURIComponent(JSON.stringify(map))}`,
    body,
  );
  const ms = performance.now() - start;
  await server.stop();
  return { ms, imported: result.imported, limit: await bulkInsert(dir) };
}

/** The first word of a name. */
function wordOf(name: string): string {
  return name.toLowerCase().match(/\p{L}+/u)?.[0] ?? 'a';
}

function print(rows: readonly Row[], importing: { ms: number; imported: number; limit: number }): void {
  const number = (value: number) =>
    value.toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  console.log(`\n## ${size.toLocaleString('en')} items\n`);
  console.log('| what | calls | median ms | p95 ms | longest ms | mark for p95 |');
  console.log('|---|---:|---:|---:|---:|---:|');
  for (const { what, mark, times } of rows) {
    const { count, median, p95, max } = times;
    console.log(`| ${what} | ${count} | ${number(median)} | ${number(p95)} | ${number(max)} | ${mark} |`);
  }
  const { ms, imported, limit } = importing;
  console.log(`| import of ${imported.toLocaleString('en')} records | 1 | ${number(ms)} | | | < 5,000 |`);
  console.log(
    `| *limit: the same rows bulk-inserted* | 1 | ${number(limit)} | | | ${number(ms / limit)} × |`,
  );
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
await run();
