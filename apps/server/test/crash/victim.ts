import { rm } from 'node:fs/promises';
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

/** Starts the program on a data folder and kills it somewhere on its way. */
export async function killInStart(dataDir: string, atEnd: AtEnd): Promise<void> {
  const quiet = ['--no-auto-sync', '--no-discovery', '--gossip-host', '127.0.0.1', '--log-level', 'warn'];
  const ports = ['--port', '0', '--gossip-port', '0'];
  const { child, ended } = launch(['serve', ...ports, '--data-dir', dataDir, ...quiet], {}, atEnd);
  await aMoment(START_MS);
  child.kill('SIGKILL');
  await ended;
}
