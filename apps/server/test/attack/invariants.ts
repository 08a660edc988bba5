import { createHash } from 'node:crypto';
import { decodeItem, EMPTY_FINGERPRINT, updateFingerprint } from '@brique/sync-core';
import { expect } from 'vitest';
import { preparedRow } from '../../src/adapters/store/item-rows.js';
import { storedForm } from '../../src/usecases/sync/replica.js';
import type { TestApp } from '../support/build-app.js';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** The columns of a row, in the order in which they are written; the last says only where the item came from. */
const COLUMNS = [
  ...['id', 'digest_0', 'digest_1', 'digest_2', 'digest_3', 'doc', 'name', 'category', 'brand', 'model'],
  ...['serial_number', 'purchase_date', 'notes', 'photo_asset_id', 'health', 'asset_count', 'conflict_count'],
  ...['origin_peer_id', 'sync_version', 'created_at', 'updated_at', 'deleted_at', 'sort_name'],
];

/** Whatever was sent: each row says what its document says, the fingerprint is that of the documents, and nothing broke. */
export async function expectInvariants(app: TestApp): Promise<void> {
  const rows: Record<string, string>[] = await app.database.reader('items').select('*');
  const digests = rows.map((row) => {
    const form = storedForm(decodeItem(row.doc ?? ''), hash);
    expect(COLUMNS.map((column) => row[column])).toEqual(JSON.parse(`[${preparedRow(form)}]`));
    return form.digest;
  });
  expect(await app.store.fingerprint()).toEqual(updateFingerprint(EMPTY_FINGERPRINT, [], digests));
  const found = await app.database.reader('items_search').count({ count: '*' }).first();
  expect(Number(found?.count)).toBeLessThanOrEqual(rows.length);
  expect(app.faults).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

/** Refused or done; 502 and 503 say that another instance, or the built page, is not there. */
export function isNoFault(status: number): boolean {
  return status < 500 || status === 502 || status === 503;
}
