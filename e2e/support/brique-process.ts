import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const SHIFT_CLOCK = new URL('../../apps/server/test/support/shift-clock.mjs', import.meta.url).href;
const READY_MS = 20_000;
/** The contract gives a clean stop 5 s; a loaded machine a little more. */
const STOP_MS = 8_000;

export interface BriqueOptions {
  readonly name: string;
  /** Ports of the page and for other instances, which a restart keeps; free ones when left out. */
  readonly ports?: { readonly page: number; readonly gossip: number };
  readonly discovery?: boolean;
  /** Whether it synchronises without a click; not when left out. */
  readonly autoSync?: boolean;
  /** Whether `moveClock` is to be used. */
  readonly movesClock?: boolean;
}

/** A real server process on a folder of its own, as the README's command starts it. */
export class BriqueProcess {
  /** e.g. `http://localhost:8080` */
  url = '';
  /** What it wrote on stderr, over all its lives. */
  log = '';
  #child: ChildProcess | null = null;

  private constructor(
    readonly dataDir: string,
    readonly options: BriqueOptions,
  ) {}

  /** Starts an instance on a new folder and waits until it says that it is ready. */
  static async start(options: BriqueOptions): Promise<BriqueProcess> {
    const brique = new BriqueProcess(await mkdtemp(join(tmpdir(), 'brique-e2e-')), options);
    try {
      await brique.startAgain();
    } catch (error) {
      await brique.dispose();
      throw error;
    }
    return brique;
  }

  /** Starts it on the same folder and the same ports, after `kill`. */
  async startAgain(): Promise<void> {
    const { name, ports, discovery = true, autoSync = false, movesClock = false } = this.options;
    const child = spawn(
      process.execPath,
      [
        ...(movesClock ? ['--import', SHIFT_CLOCK] : []),
        ...[MAIN, 'serve', '--data-dir', this.dataDir, '--name', name],
        ...['--port', String(ports?.page ?? 0)],
        ...(ports === undefined ? [] : ['--gossip-port', String(ports.gossip)]),
        ...(discovery ? [] : ['--no-discovery']),
        ...(autoSync ? [] : ['--no-auto-sync']),
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe', ...(movesClock ? (['ipc'] as const) : [])],
        env: withoutOptions(process.env),
      },
    );
    this.#child = child;
    ALIVE.add(child);
    child.once('exit', () => ALIVE.delete(child));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log += text;
    });
    this.url = await readyUrl(child, () => this.log);
  }

  /** Puts its computer's clock forward, from one moment to the next. @param shift in all, milliseconds */
  async moveClock(shift: number): Promise<void> {
    const child = this.#child;
    if (child?.connected !== true) throw new Error('Its clock cannot be moved.');
    const told = once(child, 'message');
    child.send({ clockShift: shift });
    await told;
  }

  /** Ends it as a power cut would, without waiting: the moment matters. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Waits until the process is gone after `kill`. */
  async gone(): Promise<void> {
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** Asks it to stop. @returns its exit code; null when it had to be killed */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exit;
    clearTimeout(timer);
    return child.exitCode;
  }

  /** Ends it, however it is, and removes its folder. */
  async dispose(): Promise<void> {
    this.kill();
    await this.gone();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Whatever happens to the test runner, no server outlives it. */
const ALIVE = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of ALIVE) child.kill('SIGKILL');
});

/** Options that the developer's own shell sets for `npm start` must not reach the instances under test. */
function withoutOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('BRIQUE_')));
}

function readyUrl(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`Brique ${why}:\n${output}${log()}`));
    const timer = setTimeout(() => fail(`was not ready within ${READY_MS / 1000} s`), READY_MS);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended before it was ready (${signal ?? `code ${code}`})`);
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /^Brique is ready: (http:\/\/\S+)$/m.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}
