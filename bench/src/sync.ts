import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ItemPage, SyncResult } from '@brique/shared';
import { bulkInsert, tlsRequest, tlsTransfer } from './limits.js';
import { change, fill } from './offline-edit.js';
import { readRecords } from './records.js';
import { pair, type ServerProcess, startServer } from './server-process.js';

/** `npm run bench -- sync [sizes…]`: sessions between two real processes, beside the machine's own limits. */
const sizes = process.argv.slice(2).map(Number).filter(Boolean);

interface Row {
  what: string;
  ms: number;
  items: number;
  result: SyncResult;
  memory: string;
}

async function run(size: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'brique-bench-'));
  const [dirA, dirB] = [join(root, 'a'), join(root, 'b')];
  let a = await startServer(dirA, 'A');
  let b = await startServer(dirB, 'B');
  const rows: Row[] = [];
  const restart = async (between: () => Promise<void>) => {
    await Promise.all([a.stop(), b.stop()]);
    await between();
    [a, b] = [await startServer(dirA, 'A'), await startServer(dirB, 'B')];
    // Typed addresses: free ports change with each start.
    await pair(a, b);
  };
  const timed = async (what: string, items: number, from: ServerProcess, to: ServerProcess) => {
    const start = performance.now();
    const result = await from.sync(to.instanceId);
    const ms = performance.now() - start;
    if (!result.identical) throw new Error(`${what}: not identical afterwards`);
    rows.push({ what, ms, items, result, memory: `${a.peakMemory()} / ${b.peakMemory()}` });
    return ms;
  };

  const { instanceId: idA } = a;
  const { instanceId: idB } = b;
  await restart(async () => fill(dirA, idA, await readRecords(size)));
  await timed('first sync', size, b, a);
  await median(21, rows, () => timed('nothing to do', 0, b, a));
  const hundred = await a.call<ItemPage>('GET', '/items?limit=100&sort=-updatedAt');
  await median(11, rows, async () => {
    const notes = `changed ${performance.now()}`;
    for (const { id } of hundred.items) await a.call('PATCH', `/items/${id}`, { notes });
    return timed('100 changed', 100, b, a);
  });
  await restart(async () => {
    await change(dirA, idA, (i) => i % 4 < 2);
    await change(dirB, idB, (i) => i % 4 >= 1 && i % 4 < 3);
  });
  // Half changed on each side; half of those on both, each of them a conflict.
  await timed('half changed on both', size / 2 + size / 4, b, a);
  await Promise.all([a.stop(), b.stop()]);

  const first = rows[0];
  const bytes = first === undefined ? 0 : first.result.bytesReceived;
  // The limits are measured in the same run, on the rows that were synchronised: A before the changes no longer exists,
  // so a fresh fill gives them.
  const dirC = join(root, 'c');
  await fill(dirC, idA, await readRecords(size));
  const insert = await bulkInsert(dirC);
  const tls = await tlsTransfer(bytes);
  await rm(root, { recursive: true });
  print(size, rows, insert, tls, bytes, await tlsRequest(21));
}

/** Runs a measurement several times and keeps the row whose time is the median. */
async function median(times: number, rows: Row[], measure: () => Promise<number>): Promise<void> {
  const at = rows.length;
  for (let i = 0; i < times; i++) await measure();
  const sorted = rows.splice(at).sort((x, y) => x.ms - y.ms);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle !== undefined) rows.push(middle);
}

function print(size: number, rows: Row[], insert: number, tls: number, bytes: number, request: number): void {
  const number = (value: number, digits = 0) =>
    value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  console.log(`\n## ${number(size)} items\n`);
  console.log(
    '| session | ms | items/s | received | sent | conflicts | peak memory A / B, MB | of bulk insert |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
  for (const { what, ms, items, result, memory } of rows) {
    const rate = items === 0 ? '' : number((items / ms) * 1000);
    const ratio = items < size / 2 ? '' : `${number(ms / insert, 2)} ×`;
    console.log(
      `| ${what} | ${number(ms, 1)} | ${rate} | ${number(result.bytesReceived)} B | ${number(result.bytesSent)} B | ${number(result.conflicts)} | ${memory} | ${ratio} |`,
    );
  }
  console.log(
    `| *limit: the same rows bulk-inserted* | ${number(insert, 1)} | ${number((size / insert) * 1000)} | | | | | 1.00 × |`,
  );
  console.log(
    `| *limit: ${number(bytes)} bytes through loopback TLS* | ${number(tls, 1)} | | | | | | ${number(tls / insert, 2)} × |`,
  );
  console.log(`| *limit: one HTTPS request on a new connection* | ${number(request, 1)} | | | | | | |`);
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) await run(size);
