#!/usr/bin/env node
import { pino } from 'pino';
import { DamagedDatabaseError, DataFolderError } from './adapters/store/data-folder.js';
import { type Config, readConfig, USAGE, UsageError } from './config.js';
import { runDoctor } from './doctor-command.js';
import { startInstance } from './instance.js';
import { offerRestore, readRestoreOptions, runRestore } from './restore-command.js';
import { BriqueError } from './usecases/brique-error.js';
import { STORAGE_FAULT_WORDS, storageFault } from './usecases/storage-fault.js';
import { readVerifyOptions, runVerify } from './verify-command.js';

/** A clean stop that takes longer is cut short. */
const STOP_MS = 4500;

async function main(argv: readonly string[]): Promise<void> {
  const [command, ...args] = argv;
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  if (command === 'doctor') {
    process.exitCode = await doctor(readConfig(args, process.env, process.cwd()));
    return;
  }
  if (command === 'restore') {
    await runRestore(readRestoreOptions(args, process.env, process.cwd()), printLine, Date.now());
    return;
  }
  if (command === 'verify') {
    const options = readVerifyOptions(args, process.env, process.cwd());
    process.exitCode = await runVerify(options, { line: printLine, progress: printProgress });
    return;
  }
  if (command !== undefined && command !== 'serve' && !command.startsWith('-')) {
    throw new UsageError(`There is no command "${command}".\n\n${USAGE}`);
  }
  const config = readConfig(command === 'serve' ? args : argv, process.env, process.cwd());
  // Processes that we start have no use for it.
  delete process.env.BRIQUE_PASSWORD;
  await serve(config);
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** On a terminal in place, else now and then. */
function printProgress(done: number, total: number): void {
  const { stderr } = process;
  const isEnd = done === total;
  if (stderr.isTTY) stderr.write(`\r${done} of ${total} items${isEnd ? '\n' : ''}`);
  else if (isEnd || done % 10_000 === 0) stderr.write(`${done} of ${total} items\n`);
}

function doctor(config: Config): Promise<number> {
  const { stderr } = process;
  return runDoctor(config, {
    line: printLine,
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r${text} `);
    },
  });
}

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const instance = await startInstance(config, log);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.warn('stopping took too long and was cut short; what was saved is safe');
      process.exit(0);
    }, STOP_MS).unref();
    instance.close().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`Brique is ready: ${instance.url}\n`);
  if (instance.isOnNetwork) {
    const others = instance.networkUrls.join(' ');
    process.stdout.write(
      `On the network, with the password, unencrypted${others === '' ? '' : `: ${others}`}. Only for networks that you trust.\n`,
    );
  }
}

/** A failure in words: one line when it is expected. */
async function wordsFor(error: unknown): Promise<string> {
  if (error instanceof DamagedDatabaseError) {
    return `${error.message} ${await offerRestore(error.dataDir, process.argv[1] ?? '', Date.now())}`.trimEnd();
  }
  const expected =
    error instanceof UsageError || error instanceof DataFolderError || error instanceof BriqueError;
  const fault = storageFault(error);
  if (fault !== null) return STORAGE_FAULT_WORDS[fault];
  return expected ? error.message : ((error as Error).stack ?? String(error));
}

main(process.argv.slice(2)).catch(async (error: unknown) => {
  process.stderr.write(`${await wordsFor(error)}\n`);
  process.exit(1);
});
