import { isoTime } from '../clock.js';
import type { PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';

/** Keeps when a peer was last seen, as it comes or goes: the page knows more while we run, this is for after the next start. */
export async function noteLastSeen(id: string, sightings: Sightings, peers: PeerStore): Promise<void> {
  const lastSeen = sightings.lastSeen(id);
  if (lastSeen !== undefined && (await peers.get(id)) !== null) {
    await peers.change(id, { lastSeen: isoTime(lastSeen) });
  }
}
