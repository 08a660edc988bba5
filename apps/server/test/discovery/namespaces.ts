import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Announcement, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';

/** @returns why network namespaces cannot be made here; undefined if they can */
export async function whyNoNamespaces(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are a Linux thing';
  if (process.getuid?.() !== 0) return 'needs root';
  const name = `brique-probe-${process.pid}`;
  try {
    await ip('netns', 'add', name);
    await ip('netns', 'delete', name);
    await removeOrphans();
    return undefined;
  } catch (error) {
    return `ip netns does not work here: ${String(error).split('\n')[0]}`;
  }
}

/** Two machines and the cable between them. */
export interface NamespacePair {
  names: [string, string];
  /** Runs `ip` inside one of them. */
  ip(side: 0 | 1, ...args: string[]): Promise<void>;
  /** Runs an instance's discovery inside one of them. */
  spawnPeer(side: 0 | 1, announcement: Announcement, hear: (event: DiscoveryEvent) => void): NamespacePeer;
  remove(): Promise<void>;
}

interface NamespacePeer {
  /** Resolves once it is started; rejects if it ended before. */
  ready: Promise<void>;
  /** Resolves once it has stopped cleanly. */
  stop(): Promise<void>;
  /** As a power cut does. */
  kill(): void;
}

let pairs = 0;

/** @param addresses of the two ends of the cable, with prefix length */
export async function createNamespacePair(addresses: [string[], string[]]): Promise<NamespacePair> {
  const tag = `${process.pid}-${++pairs}`;
  const names: [string, string] = [`brique-a-${tag}`, `brique-b-${tag}`];
  const kills = new Set<() => void>();
  const remove = async () => {
    for (const kill of kills) kill();
    for (const name of names) {
      try {
        await ip('netns', 'delete', name);
      } catch {
        // Was never made.
      }
    }
  };
  try {
    for (const name of names) await ip('netns', 'add', name);
    // Made inside a namespace, so that the machine's own network never sees it.
    await ip(
      '-n',
      names[0],
      'link',
      'add',
      'lan0',
      'type',
      'veth',
      'peer',
      'name',
      'lan0',
      'netns',
      names[1],
    );
    for (const [side, name] of names.entries()) {
      // Duplicate address detection would hold IPv6 back for a second or two.
      await ip('netns', 'exec', name, 'sysctl', '-qw', 'net.ipv6.conf.lan0.accept_dad=0');
      for (const address of addresses[side] ?? [])
        await ip('-n', name, 'address', 'add', address, 'dev', 'lan0');
      await ip('-n', name, 'link', 'set', 'lo', 'up');
      await ip('-n', name, 'link', 'set', 'lan0', 'up');
    }
    for (const name of names) await waitForCarrier(name);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    names,
    remove,
    ip: async (side, ...args) => {
      await ip('-n', names[side], ...args);
    },
    spawnPeer(side, announcement, hear) {
      const script = fileURLToPath(new URL('namespace-peer.mjs', import.meta.url));
      const args = ['netns', 'exec', names[side], process.execPath, script, JSON.stringify(announcement)];
      const child = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
      const kill = () => child.kill('SIGKILL');
      kills.add(kill);
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const ready = new Promise<void>((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', (line) =>
          line === 'ready' ? resolve() : hear(JSON.parse(line)),
        );
        void exited.then(() => reject(new Error('the peer ended before it was ready')));
      });
      return {
        ready,
        kill,
        stop: () => {
          child.stdin.end();
          return exited;
        },
      };
    },
  };
}

/** Removes what test runs that were killed left behind. */
async function removeOrphans(): Promise<void> {
  for (const line of (await ip('netns', 'list')).split('\n')) {
    const [name, pid] = /^brique-[abr]-(\d+)-r?\d+/.exec(line) ?? [];
    if (name && pid && !existsSync(`/proc/${pid}`)) await ip('netns', 'delete', name).catch(() => {});
  }
}

/** The kernel takes up to a second to notice that both ends are up; only then has the link-local address come. */
async function waitForCarrier(name: string): Promise<void> {
  const deadline = performance.now() + 5000;
  const show = ['-n', name, '-6', 'address', 'show', 'dev', 'lan0', 'scope', 'link'];
  while (!(await ip(...show)).includes('fe80')) {
    if (performance.now() > deadline) throw new Error(`the cable of ${name} does not come up`);
    await pause(20);
  }
}

async function ip(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('ip', args);
  return stdout;
}
