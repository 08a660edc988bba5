import type { ImportResult, Item } from '@brique/shared';
import { answerOf, listAll } from './api.js';
import type { RunningInstance } from './processes.js';

/** About 4 KB an item, in words that are quickly indexed. */
const NOTES = `${'x'.repeat(99)} `.repeat(40);

/** Imports generated items, each with a name and a serial number of its own: 1,000 fill a batch of a session. */
export async function importMany(into: RunningInstance, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => `Item ${i},S${i},${NOTES}`);
  const body = ['name,serial number,notes', ...rows].join('\n');
  const response = await into.fetch('/api/v1/items/import?format=csv', { method: 'POST', body });
  const { body: result } = await answerOf<ImportResult>(response);
  if (result.imported !== count) throw new Error(`the import failed: ${JSON.stringify(result)}`);
}

/** Every item, trash excepted, by id. */
export async function itemsById(on: RunningInstance): Promise<Item[]> {
  return (await listAll(on, { limit: 200 })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
