import { createConnection, isIP } from 'node:net';

/** Where avahi-daemon answers simple questions. */
export const AVAHI_SOCKET = '/run/avahi-daemon/socket';
/** Avahi itself gives up after 5 s; nothing here may wait for a daemon that hangs. */
const ANSWER_MS = 1500;
const MAX_ANSWER_BYTES = 4096;
/** One word: anything else could be a second command. */
const HOST = /^[\p{L}\p{N}_.-]{1,253}$/u;

/** What avahi-daemon says on its socket. */
export interface AvahiSocket {
  /** Whether it is there and answers. Never throws, never takes longer than 1.5 s. */
  isAnswering(): Promise<boolean>;
  /**
   * The addresses of a host of the LAN, at most one of each family. The socket, not getaddrinfo: that needs nss-mdns, and a host that
   * nobody has would hold one of the few threads that the database needs.
   * @param host as an SRV record names it
   */
  resolveHost(host: string): Promise<string[]>;
}

/** @param path where the daemon's socket is */
export function createAvahiSocket(path = AVAHI_SOCKET): AvahiSocket {
  const ask = (command: string) =>
    new Promise<string>((resolve) => {
      const socket = createConnection(path);
      let answer = '';
      const done = (text: string) => {
        clearTimeout(timer);
        socket.destroy();
        resolve(text);
      };
      const timer = setTimeout(() => done(''), ANSWER_MS);
      socket.setEncoding('utf8');
      socket.on('error', () => done(''));
      socket.on('end', () => done(answer));
      socket.on('data', (text: string) => {
        answer += text;
        if (/^[-+].*\n/.test(answer) || answer.length > MAX_ANSWER_BYTES) done(answer);
      });
      socket.on('connect', () => socket.write(`${command}\n`));
    });

  return {
    isAnswering: async () => (await ask('HELP')).startsWith('+'),
    async resolveHost(host) {
      const name = host.replace(/\.$/, '');
      if (!HOST.test(name)) return [];
      const answers = await Promise.all([4, 6].map((family) => ask(`RESOLVE-HOSTNAME-IPV${family} ${name}`)));
      return answers.flatMap((answer) => addressIn(answer) ?? []);
    },
  };
}

/** `+ <interface> <protocol> <host> <address>` */
function addressIn(answer: string): string | undefined {
  const [sign, , , , address = ''] = answer.trim().split(/\s+/);
  return sign === '+' && isIP(address) !== 0 ? address : undefined;
}
