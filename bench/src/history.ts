import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fill } from './offline-edit.js';
import { percentiles } from './percentiles.js';
import { readRecords } from './records.js';
import { pair, type ServerProcess, startServer } from './server-process.js';

/**
 * `npm run bench -- history [items] [rounds]`: what the item history and the proof add to a first synchronisation. Real processes, with and
 * without them in turn, so that both have the same minutes of the machine. Without them nothing is kept of what items were, and every
 * item has the same digest; what then remains of the proof are its sums and its call, a few milliseconds.
 */
const size = Number(process.argv[2]) || 100_000;
const rounds = Number(process.argv[3]) || 7;
/** At most so much more than without. */
const MARK = 1.2;

const BARE_SERVER = fileURLToPath(new URL('./bare-server.js', import.meta.url));
const VARIANTS = ['with', 'without'] as const;
type Variant = (typeof VARIANTS)[number];

async function run(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'brique-bench-history-'));
  const start = (variant: Variant, folder: string) =>
    startServer(join(root, folder), folder, variant === 'with' ? undefined : BARE_SERVER);
  const senders = new Map<Variant, ServerProcess>();
  const records = await readRecords(size);
  for (const variant of VARIANTS) {
    const folder = `sender ${variant}`;
    const { instanceId, stop } = await start(variant, folder);
    await stop();
    await fill(join(root, folder), instanceId, records, variant === 'without');
    senders.set(variant, await start(variant, folder));
  }

  const times: Record<Variant, number[]> = { with: [], without: [] };
  const bytes: Record<Variant, number> = { with: 0, without: 0 };
  // The first round of each warms the senders up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const variant of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed()) {
      const sender = senders.get(variant);
      if (sender === undefined) throw new Error('no sender');
      const folder = `receiver ${variant} ${round}`;
      const receiver = await start(variant, folder);
      await pair(sender, receiver);
      const begun = performance.now();
      const { identical, itemsReceived } = await receiver.sync(sender.instanceId);
      const ms = performance.now() - begun;
      if (!identical || itemsReceived !== size)
        throw new Error(`${folder}: ${itemsReceived} items, identical: ${identical}`);
      if (round > 0) times[variant].push(ms);
      await receiver.stop();
      bytes[variant] = (await stat(join(root, folder, 'brique.db'))).size;
      await rm(join(root, folder), { recursive: true });
    }
  }
  for (const sender of senders.values()) await sender.stop();
  await rm(root, { recursive: true });
  print(times, bytes);
}

function print(times: Record<Variant, number[]>, bytes: Record<Variant, number>): void {
  const number = (value: number, digits = 0) =>
    value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  console.log(`\n## First synchronisation of ${number(size)} items, ${rounds} rounds in turn\n`);
  console.log('| | median ms | fastest | slowest | database of the receiver |\n|---|---:|---:|---:|---:|');
  for (const variant of VARIANTS) {
    const { median, max } = percentiles(times[variant]);
    console.log(
      `| ${variant} history and proof | ${number(median)} | ${number(Math.min(...times[variant]))} | ${number(max)} | ${number(bytes[variant] / 1e6, 1)} MB |`,
    );
  }
  const ratios = times.with.map((ms, i) => ms / (times.without[i] ?? ms));
  const { median, max } = percentiles(ratios);
  const spread = `${number(Math.min(...ratios), 2)} to ${number(max, 2)} in single rounds`;
  console.log(
    `\nWith them it takes ${number(median, 2)} × as long (median of the rounds; ${spread}); the mark of ${MARK} × is ${median <= MARK ? 'held' : 'not held'}.`,
  );
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
await run();
