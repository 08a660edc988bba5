import type {
  PeerConnection,
  PeerIdentity,
  PeerTransport,
} from '../../src/usecases/gossip/peer-transport.js';
import { FakeConnection } from './fake-connection.js';
import { FakeSocket } from './fake-socket.js';
import { connectionLost, unreachable } from './transport-failures.js';
import type { Weather } from './weather.js';

/** One run of an instance, as the network sees it. */
export interface Host {
  readonly address: string;
  readonly identity: PeerIdentity;
  /** Answers a request as the gossip listener would. */
  answer(request: Request, caller: PeerIdentity): Promise<Response>;
  /** A caller's last connection has closed. */
  disconnected(instanceId: string): void;
}

/** Items seen on the wire, in bodies that arrived, whole or in part. */
export interface WireCounts {
  requests: number;
  /** Items in requests. */
  sentItems: number;
  /** Items in responses. */
  receivedItems: number;
}

/** A network without sockets: a request is a call of the other's app, and the weather decides what becomes of it. */
export class FakeNetwork {
  readonly counts: WireCounts = { requests: 0, sentItems: 0, receivedItems: 0 };
  /** Paths of all requests that reached a host, in order. */
  readonly paths: string[] = [];
  readonly #hosts = new Map<string, Host>();
  readonly #sockets = new Map<FakeSocket, { from: Host; to: Host }>();
  #late: (() => void)[] = [];
  /** Addresses of one side of a divided network; null when everybody reaches everybody. */
  #side: ReadonlySet<string> | null = null;

  constructor(public weather: Weather) {}

  plug(host: Host): void {
    this.#hosts.set(host.address, host);
  }

  /** Takes a host off the network; all its connections break. */
  unplug(host: Host): void {
    if (this.#hosts.get(host.address) === host) this.#hosts.delete(host.address);
    for (const [socket, { from, to }] of [...this.#sockets]) {
      if (from === host || to === host) socket.destroy(connectionLost());
    }
  }

  /** Divides the network in two, or with null mends it. What crosses the line breaks. @param side addresses of one side */
  divide(side: ReadonlySet<string> | null): void {
    this.#side = side;
    for (const [socket, { from, to }] of [...this.#sockets]) {
      if (this.#isApart(from.address, to.address)) socket.destroy(connectionLost());
    }
  }

  isPlugged(host: Host): boolean {
    return this.#hosts.get(host.address) === host;
  }

  /** The way to others as one host has it. */
  transportOf(from: Host): PeerTransport {
    return {
      identify: async (address) => this.#reach(from, address).identity,
      connect: (address): PeerConnection => new FakeConnection(this, from, () => this.#reach(from, address)),
    };
  }

  /** Opens a connection. The listener notices its end a moment later. */
  open(from: Host, to: Host): FakeSocket {
    const socket = new FakeSocket((ended) => {
      this.#sockets.delete(ended);
      void Promise.resolve().then(() => this.#noticeEnd(from.identity.instanceId, to));
    });
    this.#sockets.set(socket, { from, to });
    return socket;
  }

  /** Keeps a request to be delivered once more. */
  keepLate(deliver: () => void): void {
    this.#late.push(deliver);
  }

  /** Delivers the copies kept so far. */
  deliverLate(): void {
    const late = this.#late;
    this.#late = [];
    for (const deliver of late) deliver();
  }

  #noticeEnd(callerId: string, to: Host): void {
    const isLast = ![...this.#sockets.values()].some(
      (other) => other.to === to && other.from.identity.instanceId === callerId,
    );
    if (isLast && this.isPlugged(to)) to.disconnected(callerId);
  }

  #reach(from: Host, address: string): Host {
    const host = this.#hosts.get(address);
    const isReached = host !== undefined && this.isPlugged(from) && !this.#isApart(from.address, address);
    if (isReached) return host;
    throw unreachable();
  }

  #isApart(a: string, b: string): boolean {
    return this.#side !== null && this.#side.has(a) !== this.#side.has(b);
  }
}
