import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DoctorReport, Peer, Settings } from '@brique/shared';
import { createNamespacePair } from '../discovery/namespaces.js';
import { createRoutedPair } from './routed-pair.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const PORT = '8080';
const START_MS = 40_000;
const run = promisify(execFile);

export interface HomeOptions {
  /** `router`: what is sent to one machine passes, what is sent to all does not. */
  readonly by: 'cable' | 'router';
  /** Of Atelier and Garage, with prefix length. */
  readonly addresses: readonly [string, string];
}

/** A machine with a running Brique. */
interface Machine {
  readonly id: string;
  /** Runs `ip` on it. */
  ip(...args: string[]): Promise<void>;
  /**
   * Switches a firewall on that lets nothing in to a UDP port, not even what the machine itself sends to everybody.
   * @returns why the kernel cannot; undefined if it does
   */
  closesUdp(port: number): Promise<string | undefined>;
  /** What the doctor says, by the API and by the command. */
  examine(): Promise<{ codes: string[]; text: string; exitCode: number }>;
  /** Its owner types the address of another one. */
  adds(address: string): Promise<void>;
  /** @throws Error unless it ends well */
  synchronisesWith(other: Machine): Promise<void>;
  /** Waits until mDNS shows it the other one, at some address. */
  sees(other: Machine, address?: string): Promise<void>;
  kill(): void;
}

/** Two machines on a network of their own, on which Atelier and Garage have approved each other. */
export interface Home {
  readonly atelier: Machine;
  readonly garage: Machine;
  /** Runs `ip` on what is between them. */
  router(...args: string[]): Promise<void>;
  remove(): Promise<void>;
}

/** @param folder for their data */
export async function createHome(folder: string, { by, addresses }: HomeOptions): Promise<Home> {
  const [a, b] = addresses;
  const network = by === 'cable' ? await createNamespacePair([[a], [b]]) : await createRoutedPair(a, b);
  const children: ChildProcess[] = [];
  const remove = async () => {
    await Promise.all(children.map(end));
    await network.remove();
  };
  try {
    // Otherwise each way that a test closes is open by IPv6 still.
    for (const side of [0, 1] as const) await network.ip(side, '-6', 'address', 'flush', 'dev', 'lan0');
    const start = async (side: 0 | 1): Promise<Machine> => {
      const name = side === 0 ? 'Atelier' : 'Garage';
      const namespace = network.names[side];
      const options = ['--port', PORT, '--gossip-port', String(9080 + side), '--name', name];
      const data = ['--data-dir', join(folder, name), '--no-auto-sync', '--log-level', 'warn'];
      const child = spawn(
        'ip',
        ['netns', 'exec', namespace, process.execPath, MAIN, 'serve', ...options, ...data],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      children.push(child);
      await ready(child);
      return machine(namespace, child, (...args) => network.ip(side, ...args));
    };
    const [atelier, garage] = await Promise.all([start(0), start(1)]);
    await Promise.all([
      trust(network.names[0], garage.id, `${hostOf(b)}:9081`),
      trust(network.names[1], atelier.id, `${hostOf(a)}:9080`),
    ]);
    const router = async (...args: string[]) => {
      if (!('router' in network)) throw new Error('there is nothing but a cable between them');
      await network.router(...args);
    };
    return { atelier, garage, router, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function machine(namespace: string, child: ChildProcess, ip: Machine['ip']): Promise<Machine> {
  const { instanceId } = await call<Settings>(namespace, 'GET', '/settings');
  return {
    id: instanceId,
    ip,
    async closesUdp(port) {
      const incoming = ['filter', 'add', 'dev', 'lan0', 'ingress', 'bpf', 'direct-action', 'bytecode'];
      try {
        await run('tc', ['-n', namespace, 'qdisc', 'add', 'dev', 'lan0', 'clsact']);
        await run('tc', ['-n', namespace, ...incoming, dropUdp(port)]);
        return undefined;
      } catch (error) {
        return String(error);
      }
    },
    async examine() {
      const command = run('ip', [
        'netns',
        'exec',
        namespace,
        process.execPath,
        MAIN,
        'doctor',
        '--port',
        PORT,
      ]);
      const [report, { text, exitCode }] = await Promise.all([
        call<DoctorReport>(namespace, 'POST', '/doctor'),
        command.then(
          ({ stdout }) => ({ text: stdout, exitCode: 0 }),
          (error: { stdout: string; code: number }) => ({ text: error.stdout, exitCode: error.code }),
        ),
      ]);
      return { codes: report.checks.map(({ code }) => code), text, exitCode };
    },
    async adds(address) {
      await call(namespace, 'POST', '/peers', { address });
    },
    async synchronisesWith(other) {
      await call(namespace, 'POST', `/peers/${other.id}/sync`);
    },
    async sees(other, address) {
      const deadline = performance.now() + 25_000;
      for (;;) {
        const peers = await call<Peer[]>(namespace, 'GET', '/peers');
        const peer = peers.find(({ id }) => id === other.id);
        if (peer?.status === 'online' && (address === undefined || peer.address === address)) return;
        if (performance.now() > deadline) throw new Error(`not seen at ${address}: ${JSON.stringify(peers)}`);
      }
    },
    kill: () => child.kill('SIGKILL'),
  };
}

async function trust(namespace: string, id: string, address: string): Promise<void> {
  await call(namespace, 'POST', '/peers', { address });
  await call(namespace, 'PATCH', `/peers/${id}`, { isTrusted: true });
}

/** Calls the API of the instance in a namespace, from inside it. @throws Error unless it succeeds */
async function call<T>(namespace: string, method: string, path: string, body?: unknown): Promise<T> {
  const script = `const [method, url, body] = process.argv.slice(1);
    const answer = await fetch(url, { method, ...(body && { body, headers: { 'content-type': 'application/json' } }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    process.stdout.write(text);`;
  const args = [method, `http://127.0.0.1:${PORT}/api/v1${path}`, ...(body ? [JSON.stringify(body)] : [])];
  const node = ['netns', 'exec', namespace, process.execPath, '--input-type=module', '-e', script, ...args];
  const { stdout } = await run('ip', node, { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as T;
}

/**
 * A classic BPF program, as `tc` takes it, which comes with `ip`; `nft` and `iptables` would have to be installed.
 * @returns one that drops IPv4 packets to a UDP port and lets all others pass
 */
function dropUdp(port: number): string {
  // Counted from the IP header: a packet that comes back to its sender has no Ethernet header before it.
  const ip = 0xfff00000;
  const [loadByte, loadHalf, jumpUnlessEqual, answer] = [48, 40, 21, 6];
  const program = [
    `${loadByte} 0 0 ${ip + 9}`,
    `${jumpUnlessEqual} 0 3 17`,
    `${loadHalf} 0 0 ${ip + 22}`,
    `${jumpUnlessEqual} 0 1 ${port}`,
    `${answer} 0 0 2`,
    `${answer} 0 0 0`,
  ];
  return [program.length, ...program].join(',');
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Brique was not ready in time')), START_MS);
    child.once('exit', () => reject(new Error('Brique ended before it was ready')));
    child.stdout?.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function hostOf(address: string): string {
  return address.split('/')[0] ?? '';
}
