import { type Language, LIMITS, type SampleState, type SamplesRemoved } from '@brique/shared';
import { changeItem, decodeItem, latestStamp, type ReplicatedItem } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import { newItemWrite } from '../items/items.js';
import type { SettingOfTheItems } from '../settings/settings-of-the-items.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { type Replica, storedForm } from '../sync/replica.js';
import { SAMPLE_ITEMS } from './sample-items.js';

/** A set of items to look around with, loaded and taken away again. */
export interface Samples {
  state(): Promise<SampleState>;
  /** @throws BriqueError `conflict` when they are here already */
  load(language: Language): Promise<SampleState>;
  /** Moves them to the trash: those that nobody has touched since, here or elsewhere. Again, it removes nothing. */
  remove(): Promise<SamplesRemoved>;
}

/** Which items were loaded, by the stamp they were written with: an item with a later one is somebody's own. */
type Loaded = readonly (readonly [id: string, stamp: string])[];

const SETTING: SettingOfTheItems = 'sampleItems';

/** @param newId gives a UUIDv7 */
export function createSamples(replica: Replica, settings: SettingsStore, newId: () => string): Samples {
  const loaded = async () => asLoaded((await settings.all())[SETTING]);

  return {
    async state() {
      const list = await loaded();
      const ids = list.map(([id]) => id);
      const { lines } = await replica.store.documents({ ids, maxBytes: LIMITS.batchBodyBytes });
      const here = lines === '' ? [] : lines.split('\n').map(decodeItem);
      return { items: untouched(here, list).length };
    },

    async load(language) {
      if ((await this.state()).items > 0) {
        throw new BriqueError('conflict', 'The sample items are here already.');
      }
      const inputs = SAMPLE_ITEMS[language];
      const writes = inputs.map((input) => newItemWrite(replica, newId(), input, replica.instanceId));
      // Before the items: a list of items that never came is harmless, items that nothing lists would stay.
      await settings.save({ [SETTING]: writes.map(({ item }) => [item.id, latestStamp(item)]) });
      await replica.store.write((tx) => tx.save(writes));
      emitItemsChanged(
        replica.events,
        writes.map(({ item }) => item.id),
      );
      return { items: writes.length };
    },

    async remove() {
      const list = await loaded();
      const removed = await replica.store.write(async (tx) => {
        const here = await tx.load(list.map(([id]) => id));
        const items = untouched(
          [...here.values()].map(({ item }) => item),
          list,
        );
        const writes = items.map((item) => {
          const next = changeItem(item, { deleted: true }, replica.clock.stamp(item));
          const replaces = here.get(item.id)?.digest ?? null;
          return { ...storedForm(next, replica.hash), replaces, receivedFrom: null };
        });
        await tx.save(writes);
        return items.map(({ id }) => id);
      });
      await settings.save({ [SETTING]: [] });
      emitItemsChanged(replica.events, removed);
      return { removed: removed.length, kept: list.length - removed.length };
    },
  };
}

/** Those of the loaded items that nobody has touched. */
function untouched(items: readonly ReplicatedItem[], list: Loaded): ReplicatedItem[] {
  const stamps = new Map(list);
  return items.filter((item) => stamps.get(item.id) === latestStamp(item));
}

function asLoaded(value: unknown): Loaded {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (pair): pair is [string, string] =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string',
  );
}
