import { BriqueError } from '../brique-error.js';
import type { SettingsService } from '../settings/settings.js';
import type { Announcement, Discovery } from './discovery.js';
import type { Sightings } from './sightings.js';

export interface RunningDiscovery {
  start(): Promise<void>;
  /** @throws BriqueError `conflict` when discovery is switched off */
  announce(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps discovery in step with the owner's settings: on, off, and under which name.
 * @param announced what we say of ourselves now
 * @param failed told when the LAN cannot be listened to; Brique works without
 */
export function runDiscovery(
  discovery: Discovery,
  sightings: Sightings,
  settings: SettingsService,
  announced: () => Announcement,
  failed: (error: unknown) => void,
): RunningDiscovery {
  let on = false;
  let turn: Promise<void> = Promise.resolve();

  const follow = async () => {
    const wanted = settings.current().discoveryEnabled;
    if (wanted && on) return discovery.announce(announced());
    if (wanted) {
      await discovery.start(announced());
      on = true;
    } else if (on) {
      on = false;
      await discovery.stop();
      sightings.clear();
    }
  };
  const inTurn = (step: () => Promise<void>) => {
    turn = turn.then(step).catch(failed);
    return turn;
  };
  const unsubscribe = settings.onChange(() => void inTurn(follow));

  return {
    start: () => inTurn(follow),
    async announce() {
      if (!on)
        throw new BriqueError('conflict', 'Discovery is switched off. Switch it on in the settings first.');
      await discovery.announce(announced());
    },
    async stop() {
      unsubscribe();
      await inTurn(() => discovery.stop());
    },
  };
}
