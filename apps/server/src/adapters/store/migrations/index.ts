import type { Knex } from 'knex';
import * as items from './0001-items.js';
import * as peers from './0002-peers.js';
import * as syncLogs from './0003-sync-logs.js';
import * as feed from './0004-feed.js';
import * as settings from './0005-settings.js';
import * as itemCounts from './0006-item-counts.js';
import * as oneStepEnds from './0007-one-step-ends.js';
import * as itemOrders from './0008-item-orders.js';
import * as openConflicts from './0009-open-conflicts.js';
import * as autoSync from './0010-auto-sync.js';
import * as ownFields from './0011-own-fields.js';
import * as trustTerms from './0012-trust-terms.js';
import * as trashMarks from './0013-trash-marks.js';
import * as itemHistory from './0014-item-history.js';
import * as heldItems from './0015-held-items.js';
import * as refusedItems from './0016-refused-items.js';
import * as historyRetention from './0017-history-retention.js';
import * as peerAddresses from './0018-peer-addresses.js';
import * as moreCursors from './0019-more-cursors.js';

/** Every migration, in order, by name: a released one never changes, a new one is added at the end. */
const migrations: Record<string, Knex.Migration> = {
  '0001-items': items,
  '0002-peers': peers,
  '0003-sync-logs': syncLogs,
  '0004-feed': feed,
  '0005-settings': settings,
  '0006-item-counts': itemCounts,
  '0007-one-step-ends': oneStepEnds,
  '0008-item-orders': itemOrders,
  '0009-open-conflicts': openConflicts,
  '0010-auto-sync': autoSync,
  '0011-own-fields': ownFields,
  '0012-trust-terms': trustTerms,
  '0013-trash-marks': trashMarks,
  '0014-item-history': itemHistory,
  '0015-held-items': heldItems,
  '0016-refused-items': refusedItems,
  '0017-history-retention': historyRetention,
  '0018-peer-addresses': peerAddresses,
  '0019-more-cursors': moreCursors,
};

export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: async () => Object.keys(migrations),
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const migration = migrations[name];
    if (migration === undefined) throw new Error(`no migration ${name}`);
    return migration;
  },
};

export const migrationNames: readonly string[] = Object.keys(migrations);
