import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Peer, Settings, SyncResult } from '@brique/shared';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** A real server process, spoken to as its page does. */
export interface ServerProcess {
  readonly api: string;
  readonly instanceId: string;
  readonly gossipPort: number;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  sync(peerId: string): Promise<SyncResult>;
  /** Highest resident memory so far, MB. */
  peakMemory(): number;
  stop(): Promise<void>;
}

/** @param main a program that takes the server's arguments */
export async function startServer(dataDir: string, name: string, main = MAIN): Promise<ServerProcess> {
  const alone = ['--no-discovery', '--no-auto-sync'];
  const args = ['serve', '--port', '0', '--data-dir', dataDir, '--name', name, ...alone];
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const gossipPort = gossipPortOf(child);
  const api = `${await readyUrl(child)}/api/v1`;
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(api + path, {
      method,
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const { instanceId } = await call<Settings>('GET', '/settings');
  return {
    api,
    instanceId,
    gossipPort: await gossipPort,
    call,
    sync: (peerId) => call<SyncResult>('POST', `/peers/${peerId}/sync`),
    peakMemory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Adds each to the other and approves on both sides. */
export async function pair(a: ServerProcess, b: ServerProcess): Promise<void> {
  await a.call<Peer>('POST', '/peers', { address: `127.0.0.1:${b.gossipPort}` });
  await a.call('PATCH', `/peers/${b.instanceId}`, { isTrusted: true });
  await b.call<Peer>('POST', '/peers', { address: `127.0.0.1:${a.gossipPort}` });
  await b.call('PATCH', `/peers/${a.instanceId}`, { isTrusted: true });
}

function readyUrl(child: ChildProcess): Promise<string> {
  return lineMatching(child, child.stdout, /^Brique is ready: (\S+)$/);
}

function gossipPortOf(child: ChildProcess): Promise<number> {
  return lineMatching(child, child.stderr, /"gossipPort":(\d+)/).then(Number);
}

function lineMatching(child: ChildProcess, stream: ChildProcess['stdout'], pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    if (stream === null) throw new Error('the child has no pipe');
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
    createInterface({ input: stream }).on('line', (line) => {
      const found = pattern.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
}
