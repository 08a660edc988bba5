import type { WallClock } from '../clock.js';
import { type Candidate, type Discovery, MAX_CANDIDATES } from './discovery.js';

/** A peer that gave a sign of life. */
interface Sighting {
  candidate: Candidate | null;
  /** Whether it ever answered, or called, over TLS. */
  proven: boolean;
  /** ms since 1970 */
  firstSeen: number;
  lastSeen: number;
}

/** Silent for longer is offline. */
export const ONLINE_MS = 30_000;

/** Who has been seen or reached lately; kept in memory, for whatever mDNS says is a hint and may be a flood. */
export interface Sightings {
  /** Instances that mDNS sees now. */
  candidates(): Candidate[];
  candidate(id: string): Candidate | undefined;
  firstSeen(id: string): number | undefined;
  lastSeen(id: string): number | undefined;
  isOnline(id: string): boolean;
  /** A proven sign of life: it answered, or called, over TLS. */
  reached(id: string): void;
  /** It did not answer where it was last. */
  unreachable(id: string): void;
  /** Forgets what mDNS said, as when discovery is switched off. */
  clear(): void;
  /** Told when a peer comes online. @returns a function that ends the subscription */
  onAppear(listener: (id: string) => void): () => void;
  stop(): void;
}

/**
 * @param changed called when a peer appears, disappears, moves or is renamed; not at each heartbeat
 */
export function createSightings(
  discovery: Discovery,
  wall: WallClock,
  changed: (id: string) => void,
): Sightings {
  const sightings = new Map<string, Sighting>();
  const appearListeners = new Set<(id: string) => void>();
  const appeared = (id: string) => {
    for (const listener of [...appearListeners]) listener(id);
  };
  const isFresh = (sighting: Sighting | undefined) =>
    sighting !== undefined && wall.now() - sighting.lastSeen <= ONLINE_MS;

  const note = (id: string, candidate: Candidate | null): Sighting => {
    const now = wall.now();
    const sighting = sightings.get(id) ?? { candidate: null, proven: false, firstSeen: now, lastSeen: 0 };
    if (candidate !== null) sighting.candidate = candidate;
    sighting.lastSeen = now;
    sightings.set(id, sighting);
    return sighting;
  };

  /** Of those who were only ever announced, so many are remembered once they are gone: a forger never runs out of names. */
  const forgetOldest = () => {
    const silent = [...sightings].filter(([, { candidate, proven }]) => candidate === null && !proven);
    for (const [id] of silent.slice(0, Math.max(0, silent.length - MAX_CANDIDATES))) sightings.delete(id);
  };

  const stop = discovery.subscribe((event) => {
    if (event.type === 'gone') {
      const sighting = sightings.get(event.instanceId);
      if (sighting?.candidate == null) return;
      sighting.candidate = null;
      sighting.lastSeen = Math.min(sighting.lastSeen, wall.now() - ONLINE_MS - 1);
      changed(event.instanceId);
      forgetOldest();
      return;
    }
    const { candidate } = event;
    const before = sightings.get(candidate.instanceId);
    const wasOnline = isFresh(before);
    const known = before?.candidate;
    note(candidate.instanceId, candidate);
    const same =
      known?.instanceName === candidate.instanceName && known.addresses.join() === candidate.addresses.join();
    if (!same || !wasOnline) changed(candidate.instanceId);
    if (!wasOnline) appeared(candidate.instanceId);
  });

  return {
    candidates: () => [...sightings.values()].flatMap(({ candidate }) => candidate ?? []),
    candidate: (id) => sightings.get(id)?.candidate ?? undefined,
    firstSeen: (id) => sightings.get(id)?.firstSeen,
    lastSeen: (id) => sightings.get(id)?.lastSeen,
    isOnline: (id) => isFresh(sightings.get(id)),
    reached(id) {
      const wasOnline = isFresh(sightings.get(id));
      note(id, null).proven = true;
      if (wasOnline) return;
      changed(id);
      appeared(id);
    },
    unreachable(id) {
      const sighting = sightings.get(id);
      if (sighting === undefined || !isFresh(sighting)) return;
      // Its announcements may live on for a while; the next one brings it back.
      sighting.lastSeen = wall.now() - ONLINE_MS - 1;
      changed(id);
    },
    clear() {
      for (const [id, sighting] of sightings) {
        if (sighting.candidate === null) continue;
        sighting.candidate = null;
        changed(id);
      }
    },
    onAppear(listener) {
      appearListeners.add(listener);
      return () => appearListeners.delete(listener);
    },
    stop,
  };
}
