// A data folder in the course of months: filled, and made smaller in all the ways there are. Says on stdout what it is about to do
// (`begin <act>`) and, when it has done it, what became of all that was ever put in (`done <act> <states>`).
//   node compacting.mjs <data folder> <number of this run> <time, ms since 1970> <act,act,...>
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../dist/adapters/store/database.js';
import { assemble } from '../../dist/assemble.js';

const [dataDir = '', run = '', start = '', plan = ''] = process.argv.slice(2);
const ROWS = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
const HOST = 'localhost:8080';
let now = Number(start);

const nobody = async () => {
  throw new Error('nobody is there');
};

/** The program without its listeners. */
async function open() {
  const database = await openDatabase(dataDir);
  const parts = await assemble({
    ...{ database, dataDir, tmpDir: join(dataDir, 'tmp'), webDir: dataDir, schemasFile: dataDir },
    wall: { now: () => now },
    newId: nobody,
    transport: { identify: nobody, connect: nobody },
    discovery: { start: nobody, announce: nobody, stop: nobody, subscribe: () => () => undefined },
    settings: {
      ...{ instanceId: 'c'.repeat(52), defaultName: 'Attic', dataDir, version: '0.0.0-test' },
      ...{ gossipPort: () => 9080, discovery: false, autoSync: false },
    },
    ownAddresses: () => [],
    ownNetwork: () => ({ addresses: [], isOurs: () => false, isLoopback: () => false }),
    probeMulticast: nobody,
    hosts: () => new Set([HOST]),
    isOnNetwork: false,
    closing: new AbortController().signal,
    cutConnections: () => undefined,
    log: {
      fault: (message, error) => fail(message, error),
      warn: (message, error) => fail(message, error),
    },
  });
  const post = async (path, body) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const headers = { host: HOST, 'content-type': 'application/json' };
    const answer = await parts.uiApp.request(
      `/api/v1${path}`,
      { ...init, headers },
      {
        remoteAddress: '127.0.0.1',
      },
    );
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return { database, parts, post };
}

function fail(message, error) {
  console.error(message, error);
  process.exit(1);
}

/** What became of the items of each filling: `inventory`, `trash` or `gone`. */
async function states() {
  const rows = await brique.database.reader.raw(
    `SELECT substr(id, 25, 8) AS filling, CASE WHEN deleted_at IS NULL THEN 'inventory'
       WHEN deleted_at = '' THEN 'gone' ELSE 'trash' END AS state, count(*) AS count FROM items GROUP BY 1, 2`,
  );
  const { backups } = await brique.parts.backups.state();
  return { fillings: rows, backups: backups.map(({ name }) => name) };
}

let brique = await open();
let filling = 0;

const acts = {
  async fill() {
    filling += 1;
    const group = Number(run) * 1000 + filling;
    const items = Array.from({ length: ROWS }, (_, n) => ({
      id: `019bb000-0000-7000-8000-${group.toString(16).padStart(8, '0')}${n.toString(16).padStart(4, '0')}`,
      ...{ name: `Thing ${n}`, category: `Filling ${group}`, notes: 'note '.repeat(n % 100) },
    }));
    await brique.post('/items/import?format=json', { items });
  },
  async bin() {
    const group = Number(run) * 1000 + filling;
    await brique.post('/items/bulk', { filter: { category: `Filling ${group}` }, action: 'delete' });
  },
  purge: () => brique.post('/items/purge', { filter: { deleted: true } }),
  /** The trash and the history are looked through as after a month. */
  async retention() {
    now += 31 * DAY_MS;
    await brique.parts.retention.look();
  },
  async pruning() {
    now += 31 * DAY_MS;
    await brique.parts.historyRetention?.look();
  },
  checkpoint: () => brique.database.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)'),
  backup: () => brique.post('/backups', {}),
  /** Closing folds the write-ahead log up. */
  async reopen() {
    await brique.parts.stopSweeping();
    await brique.database.close();
    brique = await open();
  },
};

for (const act of plan.split(',')) {
  writeSync(1, `begin ${act}\n`);
  await acts[act]();
  writeSync(1, `done ${act} ${JSON.stringify({ now, ...(await states()) })}\n`);
}
