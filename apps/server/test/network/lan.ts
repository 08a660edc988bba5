import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whyNoNamespaces } from '../discovery/namespaces.js';

const run = promisify(execFile);
const SWITCH = fileURLToPath(new URL('bad_switch.py', import.meta.url));

/** What happens to what a machine sends. */
interface Weather {
  /** Share of frames lost, 0 to 1. */
  readonly loss?: number;
  /** Seconds each is held back, and how much more or less: with it they come in another order. */
  readonly delay?: number;
  readonly jitter?: number;
  /** Share of frames that come twice. */
  readonly duplicate?: number;
  /** Whether its cable is in; then it hears and is heard. */
  readonly plugged?: boolean;
}

/** Machines on one switch, in network namespaces of their own: nothing of it is seen outside. */
export interface Lan {
  /** The namespace of each machine. */
  readonly names: readonly string[];
  /** Changes how it is for a machine; what is not named stays. */
  weather(machine: number, weather: Weather): Promise<void>;
  remove(): Promise<void>;
}

let lans = 0;

/** @returns why no such network can be made here; undefined if it can */
export async function whyNoLan(): Promise<string | undefined> {
  const why = await whyNoNamespaces();
  if (why !== undefined) return why;
  try {
    await run('python3', ['-c', 'open("/dev/net/tun", "r+b", 0)']);
    return undefined;
  } catch {
    return 'needs Python 3 and /dev/net/tun';
  }
}

/**
 * The switch is a program of ours, since not every kernel has netem, and since it repeats its choices from a seed.
 * @param count machines; they have the addresses 10.80.0.1 and on
 */
export async function createLan(count: number, seed: number): Promise<Lan> {
  const tag = `${process.pid}-r${++lans}`;
  // Names that are swept up when a run was killed.
  const middle = `brique-r-${tag}`;
  const names = Array.from({ length: count }, (_, i) => `brique-a-${tag}-${i}`);
  const ends: (() => Promise<unknown>)[] = [];
  const remove = async () => {
    for (const end of ends) await end();
    for (const name of [...names, middle]) await run('ip', ['netns', 'delete', name]).catch(() => undefined);
  };
  try {
    for (const name of [...names, middle]) await run('ip', ['netns', 'add', name]);
    const command = ['netns', 'exec', middle, 'python3', SWITCH, String(seed), ...names];
    const device = spawn('ip', command, { stdio: ['pipe', 'pipe', 'inherit'] });
    const closed = once(device, 'close');
    ends.push(() => {
      device.stdin.end();
      return closed;
    });
    const answers = createInterface({ input: device.stdout })[Symbol.asyncIterator]();
    const answer = async () => {
      if ((await answers.next()).done) throw new Error('the switch has ended');
    };
    await answer();
    for (const [i, name] of names.entries()) {
      for (const args of [
        ['address', 'add', `10.80.0.${i + 1}/24`, 'dev', 'lan0'],
        ['link', 'set', 'lo', 'up'],
        ['link', 'set', 'lan0', 'up'],
      ])
        await run('ip', ['-n', name, ...args]);
    }
    return {
      names,
      remove,
      async weather(machine, weather) {
        device.stdin.write(`${JSON.stringify({ machine, ...weather })}\n`);
        await answer();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
