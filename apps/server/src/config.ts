import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instanceNameProblem } from './usecases/settings/settings.js';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How one instance runs. */
export interface Config {
  /** 0 picks a free one. */
  readonly port: number;
  readonly gossipPort: number;
  /** Address of the gossip listener; absent: all interfaces. With one, only its network is announced to. */
  readonly gossipHost?: string;
  /** Shared with other instances: 12 words, a link or a passphrase. Checked when it is set. */
  readonly gridKey?: string;
  /** Address of the UI listener; beyond loopback it takes a password. */
  readonly host: string;
  /** Of the page, from the environment alone: command lines are seen by others. Checked when it is set. */
  readonly password?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Given now; otherwise what was chosen before, else `defaultName`. */
  readonly name?: string;
  readonly defaultName: string;
  readonly discovery: boolean;
  /** Whether it may synchronise without a click; then the owner's setting decides. */
  readonly autoSync: boolean;
  /** Go on under another device key than the one the data was kept under. */
  readonly newIdentity: boolean;
  readonly logLevel: LogLevel;
}

/** A wrong option, in words for whoever typed it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE = `Usage: brique serve [options]
       brique doctor [--port 8080]   why other instances are not found or reached; exit 0 when all is well
       brique restore [--data-dir .brique] [--list] [FILE|latest]   goes back to a backup; the present database is kept aside
       brique verify [--data-dir .brique] [--dry-run]   derives anew all that follows from the items, and mends it; exit 0 when all is well

  --port 8080           port of the page, on this computer only; 0 picks a free one
  --gossip-port 9080    port for other instances (default: port + 1000)
  --gossip-host ADDRESS listen for other instances on this address only (default: on all)
  --host 127.0.0.1      address of the page; 0.0.0.0 or one of this computer's puts it on the network, with a password
  --data-dir .brique    where the inventory is kept
  --name NAME           what other instances call this one
  --no-discovery        neither announce nor look for instances on the LAN
  --no-auto-sync        no synchronisation without a click
  --grid-key KEY        instances with the same key trust each other: 12 words, or a passphrase
  --new-identity        go on although the device key was lost; other instances must approve this one anew
  --log-level info      ${LOG_LEVELS.join(', ')}

Each option is also an environment variable: BRIQUE_PORT, BRIQUE_GOSSIP_PORT, BRIQUE_GOSSIP_HOST, BRIQUE_HOST,
BRIQUE_DATA_DIR, BRIQUE_INSTANCE_NAME, BRIQUE_DISCOVERY=0, BRIQUE_AUTO_SYNC=0, BRIQUE_GRID_KEY, BRIQUE_LOG_LEVEL.
BRIQUE_PASSWORD sets the password of the page; it is no option, for others on this computer can read command lines.
`;

/**
 * @param args what follows `serve`
 * @param env the environment
 * @param cwd against which a relative data folder counts
 * @throws UsageError naming the option and what it takes
 */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Config {
  const given = parseOptions(args);
  const text = (option: keyof typeof given, variable: string) => {
    const value = given[option] ?? env[variable];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const port = portOption('--port', text('port', 'BRIQUE_PORT') ?? '8080');
  const gossipText = text('gossip-port', 'BRIQUE_GOSSIP_PORT') ?? String(port === 0 ? 0 : port + 1000);
  const name = text('name', 'BRIQUE_INSTANCE_NAME')?.trim();
  const gridKey = text('grid-key', 'BRIQUE_GRID_KEY');
  const problem = name === undefined ? null : instanceNameProblem(name);
  if (problem !== null) throw new UsageError(`--name: ${problem}`);
  const password = env.BRIQUE_PASSWORD;
  const gossipHost = text('gossip-host', 'BRIQUE_GOSSIP_HOST');
  if (gossipHost !== undefined && isIP(gossipHost) === 0) {
    throw new UsageError(`--gossip-host: give an IP address of this computer, not "${gossipHost}".`);
  }
  return {
    port,
    ...(gossipHost !== undefined && { gossipHost }),
    ...(gridKey !== undefined && { gridKey }),
    ...(password !== undefined && password !== '' && { password }),
    gossipPort: portOption('--gossip-port', gossipText),
    host: hostOption(text('host', 'BRIQUE_HOST') ?? '127.0.0.1'),
    dataDir: dataDirOption(given['data-dir'], env, cwd),
    ...(name !== undefined && { name }),
    defaultName: hostname().split('.')[0] || 'Brique',
    discovery: given['no-discovery'] !== true && env.BRIQUE_DISCOVERY !== '0',
    autoSync: given['no-auto-sync'] !== true && env.BRIQUE_AUTO_SYNC !== '0',
    newIdentity: given['new-identity'] === true,
    logLevel: levelOption(text('log-level', 'BRIQUE_LOG_LEVEL') ?? 'info'),
  };
}

/** @param given on the command line @returns absolute path of the data folder */
export function dataDirOption(given: string | undefined, env: NodeJS.ProcessEnv, cwd: string): string {
  return resolve(cwd, given || env.BRIQUE_DATA_DIR || '.brique');
}

function parseOptions(args: readonly string[]) {
  const string = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: string,
        'gossip-port': string,
        'gossip-host': string,
        host: string,
        'data-dir': string,
        name: string,
        'no-discovery': flag,
        'no-auto-sync': flag,
        'new-identity': flag,
        'grid-key': string,
        'log-level': string,
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message.replaceAll('\n', ' '));
  }
}

function portOption(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${option}: give a port from 0 to 65535, not "${text}".`);
}

function hostOption(host: string): string {
  if (host === 'localhost' || isIP(host) !== 0) return host;
  throw new UsageError(`--host: give an IP address of this computer, 0.0.0.0 or :: for all, not "${host}".`);
}

function levelOption(text: string): LogLevel {
  const level = LOG_LEVELS.find((name) => name === text);
  if (level === undefined)
    throw new UsageError(`--log-level: give one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return level;
}
