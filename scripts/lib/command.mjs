import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

/** Process groups that run now, to end with us. */
const running = new Set();

/**
 * Runs a command to its end, in a process group of its own so that nothing it started outlives its time.
 *
 * @param {string[]} command program and arguments
 * @param {{cwd?: string, env?: Record<string, string | undefined>, minutes?: number, quiet?: boolean}} [options]
 * `minutes`: its time (10); `quiet`: keep the output instead of showing it
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>} 127 when the program is not there; the
 * output only when quiet
 */
export function execute(command, { cwd = ROOT, env = {}, minutes = 10, quiet = false } = {}) {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      detached: process.platform !== 'win32',
      // npx and npm are .cmd files on Windows, which only a shell runs.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    started(child);
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    const timer = setTimeout(() => {
      timedOut = true;
      kill(child, 'SIGKILL');
    }, minutes * 60_000);
    const finish = (code) => {
      clearTimeout(timer);
      ended(child);
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => finish(error.code === 'ENOENT' ? 127 : 1));
    child.on('close', (code) => finish(code ?? 1));
  });
}

function kill(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

// A group of its own does not hear the terminal's Ctrl-C. Between commands, Node's own handling is right.
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

function started(child) {
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.on(signal, stop);
  running.add(child);
}

function ended(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.off(signal, stop);
}

function stop(signal) {
  for (const child of running) kill(child, 'SIGTERM');
  process.exit(SIGNALS[signal]);
}
