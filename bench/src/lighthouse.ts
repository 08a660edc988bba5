import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './browser.js';
import { fill } from './offline-edit.js';
import { readRecords } from './records.js';
import { startServer } from './server-process.js';

/**
 * `npm run bench -- lighthouse [items]`: Lighthouse on the page of a full inventory, as a computer and as a phone (with its
 * simulated slow network and processor). Lighthouse needs a newer Node than Brique does, so npx brings both, pinned.
 */
const size = Number(process.argv[2]) || 30_000;
const NODE = 'node@24';
const LIGHTHOUSE = 'lighthouse@13.5.0';

interface Report {
  readonly categories: Record<string, { title: string; score: number | null; auditRefs: { id: string }[] }>;
  readonly audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

async function run(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'brique-lighthouse-'));
  const dir = join(root, 'data');
  const empty = await startServer(dir, 'A');
  await empty.stop();
  await fill(dir, empty.instanceId, await readRecords(size));
  const server = await startServer(dir, 'A');
  const url = `${server.api.replace('/api/v1', '')}/inventory`;
  for (const [device, flags] of [
    ['computer', ['--preset=desktop']],
    ['phone', []],
  ] as const) {
    print(device, await audit(url, join(root, `${device}.json`), flags));
  }
  await server.stop();
  await rm(root, { recursive: true });
}

async function audit(url: string, file: string, flags: readonly string[]): Promise<Report> {
  const packages = ['--yes', '-p', NODE, '-p', LIGHTHOUSE];
  const chrome = '--chrome-flags=--headless=new --no-sandbox --disable-gpu';
  const output = ['--output=json', `--output-path=${file}`, '--quiet', chrome];
  const only = '--only-categories=performance,accessibility,best-practices';
  const args = [...packages, '--', 'lighthouse', url, ...output, only, ...flags];
  const child = spawn('npx', args, {
    env: { ...process.env, CHROME_PATH: chromiumPath() },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}`);
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

function print(device: string, { categories, audits }: Report): void {
  console.log(`\n## ${size.toLocaleString('en')} items, as a ${device}\n`);
  for (const { title, score, auditRefs } of Object.values(categories)) {
    console.log(`- ${title}: ${Math.round((score ?? 0) * 100)}`);
    for (const { id } of auditRefs) {
      const found = audits[id];
      if (found?.score == null || found.score >= 0.9) continue;
      console.log(`  - ${found.title}${found.displayValue ? `: ${found.displayValue}` : ''}`);
    }
  }
}

console.log(`Node ${process.version}; ${LIGHTHOUSE} on ${NODE}`);
await run();
