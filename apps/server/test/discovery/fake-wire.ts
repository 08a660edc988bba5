import type { NetworkInterfaceInfo } from 'node:os';
import type { DnsMessage } from '../../src/adapters/mdns/dns-message.js';
import type { MdnsSocket, OpenMdnsSocket, Receiver, Source } from '../../src/adapters/mdns/mdns-socket.js';

interface SentPacket {
  message: DnsMessage;
  from: string;
}

/** A network cable in memory: what one socket sends, all sockets on it receive, the sender too (multicast loop). */
export interface FakeWire {
  /** Everything sent on it, oldest first. */
  sent: SentPacket[];
  openSocket: OpenMdnsSocket;
  /** A packet from outside. */
  inject(message: DnsMessage, source: Source): void;
  /** From now on opening a socket fails. */
  breakOpening(reason: string): void;
  openSockets(): number;
}

/** @returns a wire on which nobody is yet */
export function createFakeWire(): FakeWire {
  const sockets = new Set<Receiver>();
  const sent: SentPacket[] = [];
  let broken: string | undefined;
  const inject = (message: DnsMessage, source: Source) => {
    for (const receiver of [...sockets]) if (receiver.listensTo(source)) receiver.receive(message, source);
  };
  return {
    sent,
    inject,
    openSockets: () => sockets.size,
    breakOpening(reason) {
      broken = reason;
    },
    async openSocket(link, receiver): Promise<MdnsSocket> {
      if (broken) throw new Error(broken);
      const address = link.addresses[0] ?? '';
      sockets.add(receiver);
      return {
        async send(message) {
          sent.push({ message, from: address });
          inject(message, { address, port: 5353 });
        },
        rejoin() {},
        async close() {
          sockets.delete(receiver);
        },
      };
    },
  };
}

/** @returns the description of an interface in a /24, as `os.networkInterfaces()` gives it */
export function ipv4Interface(address: string): NetworkInterfaceInfo[] {
  const [netmask, mac] = ['255.255.255.0', '02:00:00:00:00:01'];
  return [{ address, netmask, mac, family: 'IPv4', internal: false, cidr: `${address}/24` }];
}
