import { encodeItem } from '@brique/sync-core';
import { type Api, listItems } from './api.js';
import { foreignItem } from './documents.js';
import type { RunningInstance } from './processes.js';

/** About 8 KB an item, in words that are quickly indexed. */
const NOTES = `${'x'.repeat(399)} `.repeat(20);
/** Below the 8 MiB of a request. */
const ITEMS_OF_A_REQUEST = 500;

/** Fills an instance with items, each with a name of its own; about 500 of them fill a batch of a session. */
export async function giveMany(to: RunningInstance, count: number): Promise<void> {
  for (let given = 0; given < count; given += ITEMS_OF_A_REQUEST) {
    const size = Math.min(ITEMS_OF_A_REQUEST, count - given);
    const items = Array.from({ length: size }, (_, i) =>
      encodeItem(foreignItem(Date.now() - 1000, { name: `Item ${given + i}`, notes: NOTES })),
    );
    const init = {
      method: 'POST',
      body: items.join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    };
    const response = await to.fetch('/api/v1/gossip/items/batch', init);
    const { applied } = (await response.json()) as { applied: number };
    if (applied !== size) throw new Error(`${applied} of ${size} items were taken`);
  }
}

/** The names of all items, as an export tells them. */
export async function exportedNames(from: RunningInstance): Promise<string[]> {
  const response = await from.fetch('/api/v1/items/export?format=json');
  const { items } = (await response.json()) as { items: { name: string }[] };
  return items.map(({ name }) => name);
}

/** Adds items with a name and a brand each, in one request. @returns their ids */
export async function addMany(to: Api, count: number): Promise<string[]> {
  const items = Array.from({ length: count }, (_, i) => ({
    name: `Thing ${i + 1}`,
    brand: `Brand ${i + 1}`,
  }));
  const { status } = await to.api('POST', '/items/import?format=json', { items });
  if (status !== 200) throw new Error(`the import was answered ${status}`);
  return (await listItems(to, { limit: 200 })).items.map(({ id }) => id);
}
