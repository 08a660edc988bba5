import type { SyncProgress } from './sync.js';

/** Server-sent events of `GET /events`: the event's name and its data. They say what changed, never the data itself. */
export interface ServerEvents {
  /** `ids` only when few (at most 100) items changed; `from` is the instance that sent them, absent when they changed here. */
  'items-changed': { ids?: string[]; from?: string };
  'peers-changed': { peerId?: string };
  'sync-progress': SyncProgress;
  'sync-finished': { peerId: string; error: string | null };
  'settings-changed': Record<string, never>;
  /** The invite or the grid key. */
  'pairing-changed': Record<string, never>;
  /** What waits for the owner's decision. */
  'held-changes': Record<string, never>;
  /** A backup was begun, made, or failed. */
  'backups-changed': Record<string, never>;
}

export type ServerEventName = keyof ServerEvents;

export const SERVER_EVENT_NAMES = [
  'items-changed',
  'peers-changed',
  'sync-progress',
  'sync-finished',
  'settings-changed',
  'pairing-changed',
  'held-changes',
  'backups-changed',
] as const satisfies readonly ServerEventName[];
