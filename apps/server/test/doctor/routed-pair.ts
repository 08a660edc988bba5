import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Two machines with a third between them, which passes on what is sent to one, and nothing that is sent to all. */
export interface RoutedPair {
  readonly names: readonly [string, string];
  ip(side: 0 | 1, ...args: string[]): Promise<void>;
  /** Runs `ip` on the one between them. */
  router(...args: string[]): Promise<void>;
  remove(): Promise<void>;
}

let pairs = 0;

/**
 * In one subnet it is a Wi-Fi that keeps its devices apart; in two, a router.
 * @param addresses of the two machines, IPv4 with prefix length
 */
export async function createRoutedPair(...addresses: [string, string]): Promise<RoutedPair> {
  const tag = `${process.pid}-r${++pairs}`;
  const names = [`brique-a-${tag}`, `brique-b-${tag}`] as const;
  const middle = `brique-r-${tag}`;
  const ip = async (name: string, ...args: string[]) => {
    await run('ip', ['-n', name, ...args]);
  };
  const set = (name: string, setting: string) => run('ip', ['netns', 'exec', name, 'sysctl', '-qw', setting]);
  const remove = async () => {
    for (const name of [...names, middle]) await run('ip', ['netns', 'delete', name]).catch(() => undefined);
  };
  try {
    for (const name of [...names, middle]) await run('ip', ['netns', 'add', name]);
    await set(middle, 'net.ipv4.ip_forward=1');
    for (const [side, name] of names.entries()) {
      const port = `lan${side}`;
      const address = addresses[side] ?? '';
      await ip(name, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', port, 'netns', middle);
      // It would find a way around by itself.
      await set(name, 'net.ipv6.conf.lan0.disable_ipv6=1');
      await set(middle, `net.ipv6.conf.${port}.disable_ipv6=1`);
      // It answers for whomever it knows a way to: to the others it looks as if they were on one cable.
      await set(middle, `net.ipv4.conf.${port}.proxy_arp=1`);
      await ip(name, 'address', 'add', address, 'dev', 'lan0');
      await ip(name, 'link', 'set', 'lo', 'up');
      await ip(name, 'link', 'set', 'lan0', 'up');
      await ip(middle, 'link', 'set', port, 'up');
      // To ask who has an address it needs one itself.
      await ip(middle, 'address', 'add', `10.255.0.${side + 1}/32`, 'dev', port);
      await ip(middle, 'route', 'add', `${address.split('/')[0]}/32`, 'dev', port);
      await ip(name, 'route', 'add', 'default', 'dev', 'lan0');
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    names,
    remove,
    ip: (side, ...args) => ip(names[side], ...args),
    router: (...args) => ip(middle, ...args),
  };
}
