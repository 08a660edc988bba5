import { type Digest, digestOf } from '@brique/sync-core';
import { sha256 } from './derived-row.js';
import { openForReading } from './inspect-database.js';

/** An item by the digest that its text was kept under. */
export interface DigestOfItem {
  readonly id: string;
  readonly digest: Digest;
}

/**
 * Looks for what was written when digests were made.
 * @param files backups; one that cannot be read holds nothing
 * @returns by id the texts that have the digest. No other text has it, so where the one that is kept has not, that one has changed
 */
export async function textsInBackups(
  files: readonly string[],
  items: readonly DigestOfItem[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const file of files) {
    const left = items.filter(({ id }) => !texts.has(id));
    if (left.length === 0) break;
    const wanted = new Map(left.map(({ id, digest }) => [id, String(digest)]));
    for (const { id, doc } of await documentsIn(file, [...wanted.keys()])) {
      if (String(digestOf(doc, sha256)) === wanted.get(id)) texts.set(id, doc);
    }
  }
  return texts;
}

async function documentsIn(
  file: string,
  ids: readonly string[],
): Promise<readonly { id: string; doc: string }[]> {
  const backup = openForReading(file);
  try {
    return await backup.raw(
      'SELECT id, CAST(doc AS TEXT) AS doc FROM items WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ids)],
    );
  } catch {
    return [];
  } finally {
    await backup.destroy();
  }
}
