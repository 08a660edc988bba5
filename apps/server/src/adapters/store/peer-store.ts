import type { PeerTrust } from '@brique/shared';
import type { KnownPeer, PeerStore } from '../../usecases/peers/peer-store.js';
import type { Database } from './database.js';

interface PeerRow {
  id: string;
  name: string;
  renamed: number;
  address: string;
  trust: PeerTrust;
  certificate: string;
  last_seen: string | null;
  last_sync: string | null;
  created_at: string;
  in_sync: number | null;
  verified_at: string | null;
  verified_fingerprint: string | null;
}

export function createPeerStore({ reader, writer }: Database): PeerStore {
  const known = () => reader<PeerRow>('peers').whereNull('removed_at');
  return {
    list: async () => (await known().orderBy('created_at')).map(peerFromRow),

    async get(id) {
      const row = await known().where({ id }).first();
      return row === undefined ? null : peerFromRow(row);
    },

    async add({ id, name, address, trust, certificatePem, createdAt }) {
      const row = {
        id,
        name,
        address,
        trust,
        certificate: certificatePem,
        created_at: createdAt,
        removed_at: null,
      };
      await writer('peers')
        .insert({ ...row, removed_at: null, renamed: 0 })
        .onConflict('id')
        .merge();
    },

    async change(id, { name, renamed, address, trust, certificatePem, lastSeen }) {
      const flag = renamed === undefined ? undefined : Number(renamed);
      const row = { name, renamed: flag, address, trust, certificate: certificatePem, last_seen: lastSeen };
      const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0) await writer('peers').where({ id }).update(given);
    },

    async remove(id, at) {
      await writer.transaction(async (trx) => {
        const forgotten = { last_sync: null, in_sync: null, verified_at: null, verified_fingerprint: null };
        await trx('peers')
          .where({ id })
          .update({ ...forgotten, removed_at: at, trust: 'revoked', certificate: '' });
        await trx('held_cursors').where({ feed_of: id }).delete();
        await trx('feed_cursors').where({ reader: id }).delete();
      });
    },
  };
}

function peerFromRow(row: PeerRow): KnownPeer {
  return {
    id: row.id,
    name: row.name,
    renamed: row.renamed === 1,
    address: row.address,
    trust: row.trust,
    certificatePem: row.certificate,
    lastSeen: row.last_seen,
    lastSync: row.last_sync,
    createdAt: row.created_at,
    inSync: row.in_sync === null ? null : row.in_sync === 1,
    verifiedAt: row.verified_at,
    verifiedFingerprint: row.verified_fingerprint,
  };
}
