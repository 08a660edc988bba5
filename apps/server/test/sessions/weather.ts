import type { PeerRequest } from '../../src/usecases/gossip/peer-transport.js';
import type { Random } from './seeded-random.js';

/** What the network does to one request. Places are bytes of the body. */
export type Fault =
  | { readonly kind: 'none' }
  /** Nobody is reached; nothing was sent. */
  | { readonly kind: 'unreachable' }
  /** Cut while the request travels; at 0 its head has not arrived either. */
  | { readonly kind: 'cut-request'; readonly at: number }
  /** The server did it, the client never hears. */
  | { readonly kind: 'lost-response' }
  /** Cut while the response travels, at the latest just before its end is known. */
  | { readonly kind: 'cut-response'; readonly at: number }
  /** Cut while the response travels, unless it is over by then. */
  | { readonly kind: 'cut-long-response'; readonly at: number }
  /** The server gets it twice; the client hears one of the answers. */
  | { readonly kind: 'twice'; readonly hears: 'first' | 'second' }
  /** A copy arrives again some time later, and nobody hears the answer. */
  | { readonly kind: 'late-copy' };

export const NO_FAULT: Fault = { kind: 'none' };

/** Decides what happens on the way. */
export interface Weather {
  fault(request: PeerRequest, bodyBytes: number): Fault;
  /** Cuts bytes into the pieces in which they arrive. */
  pieces(bytes: Uint8Array): Uint8Array[];
}

export const FAIR_WEATHER: Weather = { fault: () => NO_FAULT, pieces: (bytes) => [bytes] };

/** @param rate share of the requests that meet a fault; asked each time, so that it can clear up */
export function roughWeather(random: Random, rate: () => number): Weather {
  return {
    fault(_request, bodyBytes) {
      if (!random.chance(rate())) return NO_FAULT;
      const kind = random.weighted({
        unreachable: 1,
        'cut-request': 3,
        'lost-response': 2,
        'cut-response': 4,
        twice: 1,
        'late-copy': 1,
      });
      switch (kind) {
        case 'cut-request':
          return { kind, at: random.int(bodyBytes + 2) };
        case 'cut-response':
          // Responses reach from a few bytes to some kilobytes.
          return { kind, at: Math.floor(2 ** (random.next() * 13)) - 1 };
        case 'twice':
          return { kind, hears: random.pick(['first', 'second']) };
        default:
          return { kind };
      }
    },
    pieces(bytes) {
      if (bytes.length < 2 || random.chance(0.7)) return [bytes];
      const cuts = Array.from({ length: 1 + random.int(3) }, () => 1 + random.int(bytes.length - 1));
      const places = [0, ...new Set(cuts.sort((a, b) => a - b)), bytes.length];
      return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
    },
  };
}
