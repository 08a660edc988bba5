import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, ROOT } from './project.mjs';

/** Longer than an install and a build may take. */
const WAIT_MINUTES = 30;

/**
 * Runs a task while no other process does so in this checkout: two terminals that start at once install and build
 * one after the other. The lock is a file with the holder's process id, outside node_modules, which an install may replace.
 *
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 * @throws {Failure} after half an hour of waiting
 */
export async function exclusively(task) {
  const file = join(
    tmpdir(),
    `brique-${createHash('sha256').update(realpathSync(ROOT)).digest('hex').slice(0, 16)}.lock`,
  );
  const deadline = Date.now() + WAIT_MINUTES * 60_000;
  for (let told = false; !take(file); await wait(200)) {
    if (!told) console.log('Waiting for another Brique command in this folder to install or build…');
    told = true;
    if (Date.now() > deadline)
      throw new Failure(`another Brique command holds ${file}; if none runs, delete it.`);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await task();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @returns {boolean} whether the lock is ours now */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  dropIfDead(file);
  return false;
}

/** A holder that was killed leaves its file behind. Renaming first lets only one waiter take it away. */
function dropIfDead(file) {
  try {
    const holder = readFileSync(file, 'utf8');
    // Empty: between its creation and its writing.
    if (holder === '' || isAlive(Number(holder))) return;
    const aside = `${file}.${process.pid}`;
    renameSync(file, aside);
    // Another waiter was faster, and this is its new lock: give it back.
    if (readFileSync(aside, 'utf8') !== holder) renameSync(aside, file);
    else rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
