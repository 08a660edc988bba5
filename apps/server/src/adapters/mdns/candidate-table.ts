import { type DiscoveryEvent, MAX_CANDIDATES } from '../../usecases/peers/discovery.js';
import type { RankedAddress } from './addresses.js';
import { type CandidateAddresses, createCandidateAddresses } from './candidate-addresses.js';
import { createShares } from './shares.js';

/** A sign of life of one instance, its addresses already chosen and ranked. */
export interface SignOfLife {
  instanceId: string;
  instanceName: string;
  protocol: number;
  addresses: RankedAddress[];
  /** Whose word it is: the host that sent it, without zone; where the system received it, the host that it names first. */
  source: string;
}

const SILENCE_MS = 25_000;
/**
 * A goodbye takes effect only after this time, in which a live instance can contradict it (RFC 6762, section 10.1, has one
 * second): long enough for one paced question and its paced answer, short enough for "gone within 2 s".
 */
const GOODBYE_GRACE_MS = 1500;
const MAX_ADDRESSES = 8;
/** A sign of life comes once per interface and family; listeners hear of it once. */
const HEARTBEAT_GAP_MS = 1000;
/** Several changes in a row are told together, so that a flood on the wire is no flood of events. */
const CHANGE_GAP_MS = 200;

interface Entry {
  /** Of all who announced it, the host that announces least: so whoever announces others' ids too does not make them its own. */
  source: string;
  instanceName: string;
  protocol: number;
  addresses: CandidateAddresses;
  lastSeen: number;
  expiresAt: number;
  toldAt: number;
  /** What listeners know, to see whether there is anything new. */
  told: string;
  /** A change waits to be told at `toldAt + CHANGE_GAP_MS`. */
  changed: boolean;
}

/**
 * Who has been seen on the LAN. Pure: `now` comes in (ms, monotonic), events come out. Invariants:
 * 1. At most 256 candidates of at most 8 addresses, whatever arrives.
 * 2. Who is in and still shows life stays in. A newcomer to a full table is refused, unless its host announces fewer than
 *    another one: then the latest of whoever announces most goes. (No fixed quota: a reflector between two subnets is one host.)
 * 3. Each candidate told as seen is told as gone, at the latest 25 s after its last sign of life.
 * 4. A goodbye that a sign of life contradicts within the grace time has no effect.
 */
export interface CandidateTable {
  observe(sign: SignOfLife, now: number): DiscoveryEvent[];
  /** Somebody said that this instance is leaving. @returns whether we know it */
  farewell(instanceId: string, now: number): boolean;
  /** Forgets the silent, and tells what waited. */
  sweep(now: number): DiscoveryEvent[];
  /** When the next sweep has something to do; undefined if there is nobody. */
  nextSweep(): number | undefined;
  /** Last sign of life of whoever has been silent longest; undefined if there is nobody. */
  oldestSign(): number | undefined;
  /** Forgets everybody. */
  clear(): DiscoveryEvent[];
}

/**
 * @param goodbyeGraceMs how long after a goodbye a sign of life still contradicts it
 * @returns an empty table
 */
export function createCandidateTable(goodbyeGraceMs = GOODBYE_GRACE_MS): CandidateTable {
  const entries = new Map<string, Entry>();
  const shares = createShares();

  function remove(instanceId: string, { source }: Entry): DiscoveryEvent {
    entries.delete(instanceId);
    shares.leave(source);
    return { type: 'gone', instanceId };
  }

  /** @returns the one that makes room for a newcomer of this host; undefined if none has to */
  function crowdedOut(newcomer: string): [string, Entry] | undefined {
    const crowd = shares.most();
    if (crowd === undefined || shares.of(crowd) <= shares.of(newcomer) + 1) return undefined;
    return [...entries].findLast(([, { source }]) => source === crowd);
  }

  function tell(instanceId: string, entry: Entry, now: number): DiscoveryEvent {
    const { instanceName, protocol } = entry;
    const candidate = { instanceId, instanceName, protocol, addresses: entry.addresses.list(now) };
    Object.assign(entry, { toldAt: now, told: contentOf(entry, now), changed: false });
    return { type: 'seen', candidate };
  }

  function sweep(now: number): DiscoveryEvent[] {
    const events: DiscoveryEvent[] = [];
    for (const [instanceId, entry] of entries) {
      if (entry.expiresAt <= now) {
        events.push(remove(instanceId, entry));
      } else if (entry.changed && now - entry.toldAt >= CHANGE_GAP_MS)
        events.push(tell(instanceId, entry, now));
    }
    return events;
  }

  return {
    sweep,
    observe({ instanceId, addresses, source, ...claims }, now) {
      if (addresses.length === 0) return [];
      const known = entries.get(instanceId);
      const events: DiscoveryEvent[] = [];
      if (known === undefined && entries.size >= MAX_CANDIDATES) {
        const out = crowdedOut(source);
        if (out === undefined) return [];
        events.push(remove(...out));
      }
      const entry = known ?? newEntry(source);
      if (known === undefined) shares.enter(source);
      else if (shares.of(source) + 1 < shares.of(known.source)) {
        shares.leave(known.source);
        shares.enter(source);
        known.source = source;
      }
      Object.assign(entry, claims, { lastSeen: now, expiresAt: now + SILENCE_MS });
      entry.addresses.add(addresses, now);
      entries.set(instanceId, entry);
      entry.changed = contentOf(entry, now) !== entry.told;
      const due = now - entry.toldAt >= (entry.changed ? CHANGE_GAP_MS : HEARTBEAT_GAP_MS);
      if (due) events.push(tell(instanceId, entry, now));
      return events;
    },
    farewell(instanceId, now) {
      const entry = entries.get(instanceId);
      if (entry) entry.expiresAt = Math.min(entry.expiresAt, now + goodbyeGraceMs);
      return entry !== undefined;
    },
    nextSweep() {
      return earliest(
        [...entries.values()].map((entry) =>
          entry.changed ? Math.min(entry.expiresAt, entry.toldAt + CHANGE_GAP_MS) : entry.expiresAt,
        ),
      );
    },
    oldestSign: () => earliest([...entries.values()].map((entry) => entry.lastSeen)),
    clear: () => sweep(Number.POSITIVE_INFINITY),
  };
}

function newEntry(source: string): Entry {
  return {
    source,
    instanceName: '',
    protocol: 0,
    addresses: createCandidateAddresses(MAX_ADDRESSES, SILENCE_MS),
    lastSeen: 0,
    expiresAt: 0,
    toldAt: Number.NEGATIVE_INFINITY,
    told: '',
    changed: false,
  };
}

function contentOf(entry: Entry, now: number): string {
  return JSON.stringify([entry.instanceName, entry.protocol, ...entry.addresses.list(now)]);
}

function earliest(moments: number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
