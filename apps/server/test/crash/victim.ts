import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AtEnd, launch } from '../support/processes.js';
import { makeFolder } from '../support/temp-folder.js';
import { aMoment } from './rounds.js';

/** The program is up within this time, ms, on a machine that has nothing else to do. */
const START_MS = 500;

/** A folder for a while. @param use given where to leave what is to be done at its end: processes to be ended */
export async function withFolder<T>(use: (folder: string, atEnd: AtEnd) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  const ends: (() => Promise<void>)[] = [];
  try {
    return await use(folder, (task) => ends.push(task));
  } finally {
    for (const end of ends) await end();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Kills in one folder after the other, for a full one takes longer to check.
 * @param kills in all
 * @param aFolder in one of them at most
 */
export async function inFolders(
  kills: number,
  aFolder: number,
  use: (kills: number, folder: string, atEnd: AtEnd) => Promise<void>,
): Promise<void> {
  for (let left = kills; left > 0; left -= aFolder) {
    await withFolder((folder, atEnd) => use(Math.min(left, aFolder), folder, atEnd));
  }
}

/** Starts the program on a data folder and kills it somewhere on its way. */
export async function killInStart(dataDir: string, atEnd: AtEnd): Promise<void> {
  const quiet = ['--no-auto-sync', '--no-discovery', '--gossip-host', '127.0.0.1', '--log-level', 'warn'];
  const ports = ['--port', '0', '--gossip-port', '0'];
  const { child, ended } = launch(['serve', ...ports, '--data-dir', dataDir, ...quiet], {}, atEnd);
  await aMoment(START_MS);
  child.kill('SIGKILL');
  await ended;
}

/** A small process of this folder that says on stdout, line by line, what it is about to do and what it has done. */
export interface Child {
  /** Lines so far; their writer waited until they were out. */
  readonly lines: readonly string[];
  /** Resolves once so many of its lines begin with a text, or when it has ended. */
  saidOften(start: string, times: number): Promise<void>;
  /** @returns all its lines once it is gone */
  kill(): Promise<readonly string[]>;
  /** Resolves when it ends by itself. @throws Error with what it said on stderr */
  end(): Promise<void>;
}

/** @param script a file of this folder */
export function startChild(script: string, args: readonly string[], atEnd: AtEnd): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const looks = new Set<() => void>();
  let [rest, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const look of [...looks]) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    for (const look of [...looks]) look();
    return code;
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const kill = async () => {
    if (isRunning()) child.kill('SIGKILL');
    await ended;
    if (errors !== '') throw new Error(errors);
    return lines;
  };
  atEnd(async () => {
    await kill().catch(() => undefined);
  });
  return {
    lines,
    kill,
    saidOften: (start, times) =>
      new Promise((resolve) => {
        const look = () => {
          if (isRunning() && lines.filter((line) => line.startsWith(start)).length < times) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      }),
    async end() {
      const code = await ended;
      if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}`);
    },
  };
}
