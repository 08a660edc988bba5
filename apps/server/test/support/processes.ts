import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '@brique/shared';
import { onTestFinished, vi } from 'vitest';
import { type Api, addPeer, answerOf, setTrust } from './api.js';
import { type EventStream, readEvents } from './event-stream.js';
import { testFolder } from './temp-folder.js';

/** Built by `tsc -b`. */
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const SHIFT_CLOCK = new URL('./shift-clock.mjs', import.meta.url).href;
/** Generous, for a busy machine. */
const START_MS = 60_000;
vi.setConfig({ testTimeout: 180_000 });

export interface StartOptions {
  readonly name?: string;
  /** A new one when not given. */
  readonly dataDir?: string;
  readonly gossipPort?: number;
  readonly discovery?: boolean;
  /** Whether it synchronises without being told to; not when not given. */
  readonly autoSync?: boolean;
  readonly gridKey?: string;
  /** How wrong its clock is, in ms. */
  readonly clockShift?: number;
  /** The end of the test when not given; then `dataDir` must be. */
  readonly atEnd?: AtEnd;
  /** A command that runs the program, as in `[nice, -n, 10]`. */
  readonly wrapper?: readonly string[];
}

/** Where to leave what is to be done when a process is no longer needed. */
export type AtEnd = (task: () => Promise<void>) => void;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real Brique in a process of its own. */
export interface RunningInstance extends Api {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  readonly gossipPort: number;
  /** Where others reach it. */
  readonly address: string;
  /** A request to the UI listener. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Its server-sent events from now on. */
  events(): Promise<EventStream>;
  /** By SIGTERM, or another signal. */
  stop(signal?: NodeJS.Signals): Promise<Ending>;
}

/** Starts the program with these arguments; it is killed at the end of the test, or when `atEnd` says, if it still runs. */
export function launch(
  args: readonly string[],
  env: Record<string, string> = {},
  atEnd: AtEnd = onTestFinished,
  wrapper: readonly string[] = [],
) {
  const { BRIQUE_TEST_CLOCK_SHIFT: _, ...inherited } = process.env;
  const [program = process.execPath, ...rest] = [...wrapper, process.execPath, MAIN, ...args];
  const child = spawn(program, rest, {
    env: { ...inherited, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ending => ({ code, signal, ...output }));
  atEnd(async () => {
    if (isRunning(child)) child.kill('SIGKILL');
    await ended;
  });
  return { child, output, ended };
}

/** Starts an instance and waits until it is ready. */
export async function startInstance(options: StartOptions = {}): Promise<RunningInstance> {
  const {
    name = 'Atelier',
    gossipPort = 0,
    clockShift,
    discovery = false,
    autoSync = false,
    gridKey,
  } = options;
  const dataDir = options.dataDir ?? join(await testFolder(), 'data');
  const { child, output, ended } = launch(
    [
      ...['serve', '--port', '0', '--gossip-port', String(gossipPort), '--data-dir', dataDir, '--name', name],
      ...(autoSync ? [] : ['--no-auto-sync']),
      ...(gridKey === undefined ? [] : ['--grid-key', gridKey]),
      ...(discovery ? [] : ['--no-discovery', '--gossip-host', '127.0.0.1']),
      ...['--log-level', 'warn'],
    ],
    clockShift === undefined
      ? {}
      : { NODE_OPTIONS: `--import ${SHIFT_CLOCK}`, BRIQUE_TEST_CLOCK_SHIFT: String(clockShift) },
    options.atEnd,
    options.wrapper,
  );
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /^Brique is ready: (http:\/\/localhost:\d+)$/m.exec(output.stdout)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    const fail = (why: string) => reject(new Error(`${name} ${why}: ${output.stdout}${output.stderr}`));
    child.stdout.on('data', look);
    setTimeout(() => fail(`was not ready within ${START_MS} ms`), START_MS).unref();
    void ended.then(({ code, signal }) => fail(`ended with ${code ?? signal}`));
  });
  const fetchFrom = (path: string, init: RequestInit = {}) => fetch(url + path, init);
  const settings = (await (await fetchFrom('/api/v1/settings')).json()) as Settings;
  return {
    id: settings.instanceId,
    name,
    url,
    dataDir,
    pid: child.pid ?? 0,
    gossipPort: settings.gossipPort,
    address: `127.0.0.1:${settings.gossipPort}`,
    fetch: fetchFrom,
    async api<T>(method: string, path: string, body?: unknown) {
      const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return answerOf<T>(await fetchFrom(`/api/v1${path}`, { method, ...(body !== undefined && json) }));
    },
    async events() {
      const stream = readEvents(await fetchFrom('/api/v1/events'));
      onTestFinished(() => stream.close());
      await stream.waitFor('ready');
      return stream;
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** The same instance once more, where others last saw it. */
export function restart(instance: RunningInstance, options: StartOptions = {}): Promise<RunningInstance> {
  const { name, dataDir, gossipPort } = instance;
  return startInstance({ name, dataDir, gossipPort, ...options });
}

/** Lets both approve each other by address. */
export async function approveEachOther(a: RunningInstance, b: RunningInstance): Promise<void> {
  await addPeer(a, b.address);
  await setTrust(a, b.id, true);
  await addPeer(b, a.address);
  await setTrust(b, a.id, true);
}

/** Two instances that have approved each other. */
export async function startTwo(): Promise<{ a: RunningInstance; b: RunningInstance }> {
  const [a, b] = await Promise.all([startInstance({ name: 'Atelier' }), startInstance({ name: 'Garage' })]);
  await approveEachOther(a, b);
  return { a, b };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
