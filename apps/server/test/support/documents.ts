import { createHash } from 'node:crypto';
import {
  changeItem,
  createItem,
  encodeItem,
  type Json,
  makeStamp,
  type ReplicatedItem,
} from '@brique/sync-core';
import { v7 as uuidv7 } from 'uuid';
import { storedForm } from '../../src/usecases/sync/replica.js';
import type { ItemWrite } from '../../src/usecases/sync/replica-store.js';
import { fakeIdentity } from './build-app.js';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** An item as another instance would have written it. @param at ms since 1970 @param writer whose replica wrote it */
export function foreignItem(
  at: number,
  values: Record<string, Json>,
  { writer = 'elsewhere', id = uuidv7({ msecs: at }) } = {},
): ReplicatedItem {
  const origin = fakeIdentity(writer).instanceId;
  return createItem(id, { origin, ...values }, makeStamp({ millis: at, counter: 0 }, replicaOf(writer)));
}

/** The same item after one more change. */
export function changedItem(
  item: ReplicatedItem,
  at: number,
  values: Record<string, Json>,
  writer = 'elsewhere',
): ReplicatedItem {
  return changeItem(item, values, makeStamp({ millis: at, counter: 0 }, replicaOf(writer)));
}

/** Its canonical text as a value, to be sent as JSON. */
export function wireForm(item: ReplicatedItem): {
  id: string;
  keys: Record<string, [Json, string]>;
  versions: object;
} {
  return JSON.parse(encodeItem(item));
}

/** What a store is given to write. */
export function writeOf(item: ReplicatedItem, replaces: ItemWrite['replaces'] = null): ItemWrite {
  return { ...storedForm(item, hash), replaces, receivedFrom: null };
}

function replicaOf(writer: string): string {
  return `${fakeIdentity(writer).instanceId.slice(0, 8)}aaaaa`;
}
