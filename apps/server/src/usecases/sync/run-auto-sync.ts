import type { ServerEvents } from '@brique/shared';
import type { WallClock } from '../clock.js';
import type { Events } from '../events.js';
import type { PeerStore } from '../peers/peer-store.js';
import type { Sightings } from '../peers/sightings.js';
import { hasEnded } from '../peers/trust-terms.js';
import type { SettingsService } from '../settings/settings.js';
import type { Timing } from '../timing.js';
import { type AutoSync, createAutoSync } from './auto-sync.js';
import type { SessionRegistry } from './session-registry.js';
import type { Sessions } from './sessions.js';

export interface AutoSyncContext {
  readonly events: Events;
  readonly wall: WallClock;
  readonly settings: SettingsService;
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  readonly sessions: Sessions;
  readonly registry: SessionRegistry;
  /** Our fingerprint now, as text. */
  fingerprintText(): Promise<string>;
  log(message: string, error: unknown): void;
}

/** Automatic synchronisation of an instance, tied to what happens in it. */
export interface RunningAutoSync {
  /** Begins to listen and to synchronise, if the owner wants it. */
  start(timing: Timing): void;
  /** A trusted peer says that it has news. */
  news(peerId: string): void;
  /** Begins nothing more. @returns when the sessions it began are over */
  stop(): Promise<void>;
}

export function runAutoSync(context: AutoSyncContext): RunningAutoSync {
  const { events, wall, settings, peers, sightings, sessions, registry } = context;
  const unsubscribers: (() => void)[] = [];
  let engine: AutoSync | null = null;

  const readyPeers = async () => {
    const fingerprint = await context.fingerprintText();
    const ready = (await peers.list()).filter(
      ({ id, trust, terms, autoSync }) =>
        trust === 'trusted' && !hasEnded(terms, wall.now()) && autoSync && sightings.isOnline(id),
    );
    return ready.map(({ id, inSync, verifiedFingerprint }) => ({
      id,
      isUpToDate: inSync === true && verifiedFingerprint === fingerprint,
    }));
  };

  return {
    start(timing) {
      const started = createAutoSync(
        {
          isOn: () => settings.current().autoSyncEnabled,
          intervalMs: () => settings.current().autoSyncIntervalSeconds * 1000,
          readyPeers,
          isBusy: (id) => registry.withPeer(id) !== undefined,
          synchronise: (id, trigger) => sessions.syncWithPeer(id, trigger),
          log: context.log,
        },
        timing,
      );
      engine = started;
      unsubscribers.push(
        settings.onChange(() => started.settingsChanged()),
        sightings.onAppear((id) => started.appeared(id)),
        events.subscribe((name, data) => {
          if (name === 'items-changed') started.changed((data as ServerEvents['items-changed']).from);
          else if (name === 'peers-changed') started.peersChanged();
          else if (name === 'sync-progress') {
            const { peerId, done } = data as ServerEvents['sync-progress'];
            if (done > 0) started.moved(peerId);
          } else if (name === 'sync-finished') {
            const { peerId, error } = data as ServerEvents['sync-finished'];
            started.finished(peerId, error === null);
          }
        }),
      );
    },
    news(peerId) {
      // It called, so it is there.
      sightings.reached(peerId);
      engine?.news(peerId);
    },
    async stop() {
      for (const unsubscribe of unsubscribers.splice(0)) unsubscribe();
      await engine?.stop();
    },
  };
}
