import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { decodeMessage, encodeMessage } from './codec.js';
import type { DnsMessage } from './dns-message.js';
import type { Link } from './links.js';

export const MDNS_PORT = 5353;
const GROUP = { IPv4: '224.0.0.251', IPv6: 'ff02::fb' } as const;
/** RFC 6762, section 11: packets never cross a router, and some receivers insist on this. */
const MULTICAST_TTL = 255;

/** Where a packet came from; `address` has its zone if it is link-local IPv6. */
export interface Source {
  address: string;
  port: number;
}

/** What to do with packets. */
export interface Receiver {
  /** Whether to look at packets from there at all; asked before anything is decoded. */
  listensTo(source: Source): boolean;
  receive(message: DnsMessage, source: Source): void;
}

/** A joined multicast socket of one link. */
export interface MdnsSocket {
  /** Rejects if the system would not send it (no route, interface down). */
  send(message: DnsMessage): Promise<void>;
  /** Joins the group again where the system dropped it: the interface was away for a moment. */
  rejoin(): void;
  close(): Promise<void>;
}

/** Opens the socket of a link; rejects if the port cannot be shared or the group not joined. */
export type OpenMdnsSocket = (link: Link, receiver: Receiver) => Promise<MdnsSocket>;

/**
 * Opens sockets on real networks.
 * @param port 5353; another one makes a separate world, for tests
 */
export function createOpenMdnsSocket(port: number): OpenMdnsSocket {
  return async (link, receiver) => {
    const type = link.family === 'IPv4' ? 'udp4' : 'udp6';
    // Port 5353 is shared: with the system's own mDNS daemon and with other instances on this machine.
    const socket = createSocket({ type, reuseAddr: true, ipv6Only: type === 'udp6' });
    try {
      // Not to the interface's address: bound to that, Linux and macOS deliver no multicast.
      socket.bind(port, type === 'udp4' ? '0.0.0.0' : '::');
      await once(socket, 'listening');
      join(socket, link);
    } catch (error) {
      socket.close();
      throw error;
    }
    // The network's passing troubles; the next send tells of those that last.
    socket.on('error', () => {});
    socket.on('message', (packet, source) => {
      const message = receiver.listensTo(source) ? decodeMessage(packet) : undefined;
      if (message) receiver.receive(message, source);
    });
    return {
      send: (message) =>
        new Promise<void>((resolve, reject) => {
          const done = (error: Error | null) => (error ? reject(error) : resolve());
          socket.send(encodeMessage(message), port, GROUP[link.family], done);
        }),
      rejoin() {
        try {
          join(socket, link);
        } catch {
          // Already a member: the usual case.
        }
      },
      close: () => new Promise<void>((resolve) => socket.close(resolve)),
    };
  };
}

function join(socket: Socket, link: Link): void {
  socket.setMulticastInterface(link.membership);
  socket.setMulticastTTL(MULTICAST_TTL);
  // Instances on this same machine hear us only through the loop.
  socket.setMulticastLoopback(true);
  socket.addMembership(GROUP[link.family], link.membership);
}
