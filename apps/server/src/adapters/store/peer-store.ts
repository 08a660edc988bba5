import type { PeerScope, PeerTrust, TrustOrigin } from '@brique/shared';
import type { KnownPeer, PeerStore } from '../../usecases/peers/peer-store.js';
import type { Cursors } from './cursors.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';

interface PeerRow {
  id: string;
  name: string;
  renamed: number;
  address: string;
  earlier_addresses: string;
  typed_address: string | null;
  trust: PeerTrust;
  auto_sync: number;
  scope: PeerScope;
  trusted_until: string | null;
  trusted_by: TrustOrigin | null;
  certificate: string;
  last_seen: string | null;
  last_sync: string | null;
  created_at: string;
  in_sync: number | null;
  verified_at: string | null;
  verified_fingerprint: string | null;
}

/** The peers table, and word from those who change it by other ways. */
export interface SqlitePeerStore extends PeerStore {
  /** To be called after a commit that changed the table past this store. */
  refresh(): void;
}

/**
 * Peers are few and asked for with every call of theirs, so all are kept in memory from one read to the next commit that
 * changes them. Nobody else writes to this folder.
 */
export function createPeerStore(
  { reader, writer }: Database,
  cursors: Pick<Cursors, 'forget'>,
): SqlitePeerStore {
  let known: Promise<ReadonlyMap<string, KnownPeer>> | null = null;
  const read = async () => {
    const rows = await reader<PeerRow>('peers').whereNull('removed_at').orderBy('created_at');
    return new Map(rows.map((row) => [row.id, peerFromRow(row)]));
  };
  const all = () => {
    if (known !== null) return known;
    const reading = read();
    known = reading;
    // A read that failed is no answer for the next one.
    reading.catch(() => {
      if (known === reading) known = null;
    });
    return reading;
  };
  /** Read again at once: the next call of a peer need not wait for it. */
  const refresh = () => {
    known = null;
    all().catch(() => undefined);
  };

  return {
    list: async () => [...(await all()).values()],
    get: async (id) => (await all()).get(id) ?? null,
    refresh,

    async add({ id, name, address, trust, certificatePem, createdAt }) {
      const row = { id, name, address, trust, certificate: certificatePem, created_at: createdAt };
      const anew = {
        removed_at: null,
        renamed: 0,
        auto_sync: 1,
        earlier_addresses: '[]',
        typed_address: null,
      };
      const terms = { scope: 'household', trusted_until: null, trusted_by: null };
      const adding = inTransaction(writer, async (trx) => {
        const there = await trx('peers').where({ id }).whereNull('removed_at').first('trust');
        if (there === undefined) {
          await trx('peers')
            .insert({ ...row, ...anew, ...terms })
            .onConflict('id')
            .merge();
        } else if (trust === 'requested' && there.trust === 'discovered') {
          await trx('peers').where({ id }).update({ trust });
        }
      });
      await adding.finally(refresh);
    },

    async change(
      id,
      { name, renamed, address, trust, autoSync, terms, trustedBy, certificatePem, lastSeen, ...more },
    ) {
      const flag = (value: boolean | undefined) => (value === undefined ? undefined : Number(value));
      const row = {
        ...{ name, renamed: flag(renamed), address, trust, auto_sync: flag(autoSync) },
        ...{ certificate: certificatePem, last_seen: lastSeen, typed_address: more.typedAddress },
        earlier_addresses: more.earlierAddresses && JSON.stringify(more.earlierAddresses),
        ...{ scope: terms?.scope, trusted_until: terms?.until, trusted_by: trustedBy },
      };
      const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0) await writer('peers').where({ id }).update(given).finally(refresh);
    },

    async remove(id, at) {
      const removal = inTransaction(writer, async (trx) => {
        const forgotten = { last_sync: null, in_sync: null, verified_at: null, verified_fingerprint: null };
        await trx('peers')
          .where({ id })
          .update({ ...forgotten, removed_at: at, trust: 'revoked', certificate: '' });
        await trx('held_cursors').where({ feed_of: id }).delete();
        await trx('feed_cursors').where({ reader: id }).delete();
      });
      await removal.finally(refresh);
      cursors.forget(id);
    },
  };
}

function peerFromRow(row: PeerRow): KnownPeer {
  return {
    id: row.id,
    name: row.name,
    renamed: row.renamed === 1,
    address: row.address,
    earlierAddresses: JSON.parse(row.earlier_addresses) as string[],
    typedAddress: row.typed_address,
    trust: row.trust,
    autoSync: row.auto_sync === 1,
    terms: { scope: row.scope, until: row.trusted_until },
    trustedBy: row.trusted_by,
    certificatePem: row.certificate,
    lastSeen: row.last_seen,
    lastSync: row.last_sync,
    createdAt: row.created_at,
    inSync: row.in_sync === null ? null : row.in_sync === 1,
    verifiedAt: row.verified_at,
    verifiedFingerprint: row.verified_fingerprint,
  };
}
