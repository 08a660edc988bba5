// node scripts/make-upgrade-fixture.mjs <checkout> <name>: has the program of a released version, built in another checkout, fill the data
// folders of two instances that trust each other, through its own API, and keeps them in apps/server/test/fixtures/<name>. How the
// checkout is made, and what the tests do with the result: the README there.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { Failure, ROOT, run } from './lib/project.mjs';

const THINGS = ['Drill', 'Band saw', 'Soldering iron', 'Lathe', 'Sewing machine', 'Radio', 'Mixer', 'Lamp'];
const FILES = ['device-key.pem', 'device-cert.pem'];

await run(async () => {
  const [checkout, name] = process.argv.slice(2);
  if (checkout === undefined || name === undefined)
    throw new Failure('name a built checkout, and the fixture.');
  const main = join(resolve(checkout), 'apps/server/dist/main.js');
  const root = await mkdtemp(join(tmpdir(), 'brique-fixture-'));
  try {
    const folders = { atelier: join(root, 'atelier'), garage: join(root, 'garage') };
    await fill(main, folders);
    const target = join(ROOT, 'apps/server/test/fixtures', name);
    await mkdir(target, { recursive: true });
    for (const [instance, folder] of Object.entries(folders)) {
      await vacuum(join(folder, 'brique.db'));
      for (const file of FILES) {
        await writeFile(join(target, `${instance}-${file}`), await readFile(join(folder, file)));
      }
      const packed = gzipSync(await readFile(join(folder, 'brique.db')), { level: 9 });
      await writeFile(join(target, `${instance}.db.gz`), packed);
      console.log(`${instance}: ${packed.length} bytes`);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

/** A bit of everything: items with all fields and own fields, conflicts, trash, tombstones, sessions, and changes that wait on both sides. */
async function fill(main, folders) {
  const [atelier, garage] = [
    await start(main, folders.atelier, 'Atelier'),
    await start(main, folders.garage, 'Garage'),
  ];
  const { a, b } = { a: atelier.call, b: garage.call };
  await a('PATCH', '/settings', { language: 'fr' });
  const [idA, idB] = [(await a('GET', '/settings')).instanceId, (await b('GET', '/settings')).instanceId];
  await a('POST', '/peers', { address: `127.0.0.1:${await garage.gossipPort}` });
  await a('PATCH', `/peers/${idB}`, { isTrusted: true });
  await b('POST', '/peers', { address: `127.0.0.1:${await atelier.gossipPort}` });
  await b('PATCH', `/peers/${idA}`, { isTrusted: true });

  const items = [];
  for (let i = 0; i < 36; i++) {
    items.push(await (i % 3 === 0 ? b : a)('POST', '/items', newItem(i)));
  }
  await a('POST', `/peers/${idB}/sync`);
  const [shared, edited, deleted, settled, gone] = items;
  // The same key on both sides, more than once; a deletion against a change; one conflict settled.
  await a('PATCH', `/items/${shared.id}`, { notes: 'the notes of the Atelier', brand: 'Bosch' });
  await b('PATCH', `/items/${shared.id}`, { notes: 'the notes of the Garage', model: 'GSB 13' });
  await b('PATCH', `/items/${edited.id}`, { name: 'Edited, while the other deleted it' });
  await a('DELETE', `/items/${edited.id}`);
  await a('PATCH', `/items/${settled.id}`, { category: 'Kitchen' });
  await b('PATCH', `/items/${settled.id}`, { category: 'Workshop' });
  await a('DELETE', `/items/${deleted.id}`);
  await b('DELETE', `/items/${gone.id}`);
  await b('POST', '/items/purge', { ids: [gone.id] });
  for (const { id } of items.slice(8, 12)) await a('PATCH', `/items/${id}`, { ownFields: { Shelf: null } });
  await b('POST', `/peers/${idA}/sync`);
  await a('DELETE', `/items/${items[20].id}`);
  await a('POST', `/items/${items[20].id}/restore`);
  await a('POST', `/peers/${idB}/sync`);
  // What waits on both sides: new items, changes, one of them of the same key.
  for (const { id } of items.slice(24, 27))
    await a('PATCH', `/items/${id}`, { notes: 'changed in the Atelier since' });
  for (const { id } of items.slice(26, 29))
    await b('PATCH', `/items/${id}`, { notes: 'changed in the Garage since' });
  await a('POST', '/items', { name: 'New in the Atelier' });
  await b('POST', '/items', { name: 'New in the Garage' });
  await garage.stop();
  // A session that failed has its line, too.
  await a('POST', `/peers/${idB}/sync`).catch(() => undefined);
  await atelier.stop();
}

function newItem(i) {
  return {
    name: `${THINGS[i % THINGS.length]} ${i} – Ünïcödé 🔧`,
    category: ['Tools', 'Kitchen', ''][i % 3],
    brand: i % 4 === 0 ? 'Müller & Fils' : '',
    serialNumber: `SN-${1000 + i}`,
    purchaseDate: i % 5 === 0 ? `20${10 + (i % 15)}-03-0${1 + (i % 9)}` : null,
    notes: `Line 1\n"quoted" \\ ${'long '.repeat(i * 3)}`,
    ownFields: {
      Shelf: { type: 'text', value: `B${i}` },
      ...(i % 2 === 0 && { Weight: { type: 'number', value: i / 4 } }),
      ...(i % 7 === 0 && { Link: { type: 'link', value: 'https://example.org/manual' } }),
    },
  };
}

async function start(main, dataDir, name) {
  const options = ['--port', '0', '--gossip-port', '0', '--no-discovery', '--no-auto-sync', '--name', name];
  const child = spawn(process.execPath, [main, 'serve', '--data-dir', dataDir, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gossipPort = lineOf(child.stderr, /"gossipPort":(\d+)/);
  const api = `${await lineOf(child.stdout, /^Brique is ready: (\S+)$/)}/api/v1`;
  return {
    gossipPort,
    async call(method, path, body) {
      const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const response = await fetch(api + path, { method, ...(body !== undefined && json) });
      const text = await response.text();
      if (!response.ok) throw new Failure(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    stop: () =>
      new Promise((done) => {
        child.once('exit', done);
        child.kill('SIGTERM');
      }),
  };
}

function lineOf(stream, pattern) {
  return new Promise((found) => {
    createInterface({ input: stream }).on('line', (line) => {
      const match = pattern.exec(line);
      if (match !== null) found(match[1]);
    });
  });
}

/** All in one file, as small as it gets. */
async function vacuum(filename) {
  const { Database } = createRequire(join(ROOT, 'apps/server/package.json'))('sqlite3');
  const db = new Database(filename);
  const exec = (sql) => new Promise((done, fail) => db.exec(sql, (error) => (error ? fail(error) : done())));
  await exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM;');
  await new Promise((done) => db.close(done));
}
