import type { Peers } from '../../src/usecases/peers/peers.js';

/** Peers of a grid in which everybody has approved everybody; what sessions do not need it does not know. */
export function trustingPeers(): Peers {
  const unused = async () => {
    throw new Error('a session does not need this');
  };
  return {
    trusted: async (id) => ({
      id,
      name: `instance ${id.slice(0, 4)}`,
      renamed: false,
      address: id,
      earlierAddresses: [],
      typedAddress: null,
      trust: 'trusted',
      autoSync: true,
      terms: { scope: 'household', until: null },
      trustedBy: 'hand',
      certificatePem: '',
      lastSeen: null,
      lastSync: null,
      createdAt: '2026-01-15T00:00:00.000Z',
      inSync: null,
      verifiedAt: null,
      verifiedFingerprint: null,
    }),
    turnedAway: unused,
    list: unused,
    listTrusted: unused,
    get: unused,
    add: unused,
    change: unused,
    remove: unused,
    admit: unused,
    endOverdue: unused,
  };
}
