import type { HeldItem } from '@brique/shared';
import { decodeItem, isDeleted, isPurged, merge, readKey } from '@brique/sync-core';
import { isoTime } from '../clock.js';
import { keyChanges } from '../history/key-changes.js';
import type { HeldCopy } from '../sync/held-copies.js';

/** A held copy as the page shows it: what accepting it would change. @param local canonical text of the item as it is here */
export function heldItem(copy: HeldCopy, local: string): HeldItem {
  const here = decodeItem(local);
  // Without the conflicts that merging would note: they take nothing.
  const { item: merged } = merge(here, decodeItem(copy.text));
  const name = readKey(here, 'name');
  const kind = isPurged(merged) ? 'purge' : isDeleted(merged) && !isDeleted(here) ? 'delete' : 'overwrite';
  const changes = keyChanges(here, merged).filter(({ key }) => key !== 'deleted');
  return {
    itemId: copy.id,
    name: typeof name === 'string' ? name : '',
    kind,
    changes,
    heldAt: isoTime(copy.at),
  };
}
