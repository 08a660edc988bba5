import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAvahiSocket } from '../../src/adapters/mdns/responder/avahi-socket.js';
import { loadBinding } from '../../src/adapters/mdns/responder/binding.js';
import { until } from '../support/until.js';

/** An avahi-daemon of our own on the loopback, with a D-Bus of its own, so that the machine's never hears of it. */
export interface TestAvahi {
  readonly socketPath: string;
  /** Ends the daemon as a crash does. */
  crash(): Promise<void>;
  /** Starts it again, where it was. */
  restart(): Promise<void>;
  /** Holds it still, as a hang does, until it is let go. */
  hang(): void;
  letGo(): void;
  stop(): Promise<void>;
}

/** @returns why Avahi cannot be tested here; undefined when it can */
export function whyNoAvahi(): string | undefined {
  if (process.platform !== 'linux') return 'Avahi is a Linux thing';
  if (process.getuid?.() !== 0) return 'needs root';
  for (const program of ['avahi-daemon', 'dbus-daemon', 'unshare']) {
    if (!isInstalled(program)) return `${program} is not installed`;
  }
  const binding = loadBinding();
  if ('missing' in binding) return binding.missing;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'mount namespaces do not work here';
  }
}

const BUS_CONFIG = (
  folder: string,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${folder}/bus</listen>
  <policy context="default">
    <allow own="*"/><allow send_destination="*"/><allow send_type="method_call"/><allow receive_sender="*"/>
  </policy>
</busconfig>
`;

const AVAHI_CONFIG = `[server]
host-name=brique-test-${process.pid}
allow-interfaces=lo
use-ipv6=no
[publish]
publish-hinfo=no
publish-workstation=no
`;

/** Starts both; this process's D-Bus is then the one that they use. */
export async function startAvahi(): Promise<TestAvahi> {
  const folder = await mkdtemp(join(tmpdir(), 'brique-avahi-'));
  await writeFile(join(folder, 'bus.conf'), BUS_CONFIG(folder));
  await writeFile(join(folder, 'avahi.conf'), AVAHI_CONFIG);
  // Read by Avahi's library when it is first used.
  process.env.DBUS_SYSTEM_BUS_ADDRESS = `unix:path=${folder}/bus`;
  const bus = spawn('dbus-daemon', ['--config-file', join(folder, 'bus.conf'), '--nofork', '--nopidfile'], {
    stdio: 'ignore',
  });
  await until('the bus is there', async () => existsSync(join(folder, 'bus')), 10_000);

  // The daemon's own paths are fixed; a mount namespace gives it a /run of its own.
  await mkdir(join(folder, 'run', 'avahi-daemon'), { recursive: true });
  const socketPath = join(folder, 'run', 'avahi-daemon', 'socket');
  const script = `rm -f ${folder}/run/avahi-daemon/* && mount --bind ${folder}/run /run && exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f ${folder}/avahi.conf`;
  let daemon: ChildProcess;
  const startDaemon = async () => {
    daemon = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: 'ignore' });
    await until('Avahi answers', () => createAvahiSocket(socketPath).isAnswering(), 10_000);
  };
  await startDaemon();
  return {
    socketPath,
    crash: () => end(daemon),
    restart: startDaemon,
    hang: () => void daemon.kill('SIGSTOP'),
    letGo: () => void daemon.kill('SIGCONT'),
    async stop() {
      await Promise.all([end(daemon), end(bus)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function isInstalled(program: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(join(folder, program)));
}
