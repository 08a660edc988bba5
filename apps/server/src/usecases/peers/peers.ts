import { LIMITS, type Peer, type PeerTrust, type TrustOrigin, type TrustTerms } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerIdentity, PeerTransport } from '../gossip/peer-transport.js';
import { cleanName } from './clean-name.js';
import type { Dialer } from './dial.js';
import { createPeerList, type PeerListContext } from './peer-list.js';
import type { KnownPeer } from './peer-store.js';
import { movedTo } from './places.js';
import { type CallerHints, createRequests } from './requests.js';
import { checkTerms, HOUSEHOLD, hasEnded } from './trust-terms.js';

export interface PeersContext extends PeerListContext {
  readonly instanceId: string;
  readonly transport: PeerTransport;
  readonly dialer: Dialer;
  self(): { instanceName: string; gossipPort: number };
  /** Destroys the peer's open connections. */
  cutConnections(id: string): void;
  changed(id: string): void;
  /** Told of failures that nobody waits for. */
  log(message: string, error: unknown): void;
}

/** What the owner decides about a peer. */
export interface PeerDecisions {
  readonly isTrusted?: boolean;
  readonly name?: string;
  /** Whether sessions with it are begun here by themselves. */
  readonly autoSync?: boolean;
  /** What it may do, and until when; checked here. */
  readonly scope?: unknown;
  readonly trustedUntil?: unknown;
}

/** A peer that has proved that it may come in. */
export interface Admission {
  readonly name: string;
  /** `host:port` where it was met. */
  readonly address: string;
  readonly terms: TrustTerms;
  readonly by: TrustOrigin;
}

/** Who we know, whom we trust: the mission's peer management. */
export interface Peers {
  list(): Promise<Peer[]>;
  listTrusted(): Promise<Peer[]>;
  /** @throws BriqueError `not_found` */
  get(id: string): Promise<Peer>;
  /** Adds by `host:port` after reading who answers there. @throws BriqueError `invalid_input`, `peer_unreachable` */
  add(address: string): Promise<Peer>;
  /** Approves, revokes, renames, leaves out. @throws BriqueError `not_found`, `invalid_input`, `peer_unreachable` */
  change(id: string, changes: PeerDecisions): Promise<Peer>;
  /** @throws BriqueError `not_found` */
  remove(id: string): Promise<void>;
  /** Trusts a peer that has proved that it may come in, whatever it was before. */
  admit(identity: PeerIdentity, admission: Admission): Promise<Peer>;
  /** Ends the trust of those whose time is over. @returns when the next one's is, ms since 1970; null when none has an end */
  endOverdue(): Promise<number | null>;
  /** @returns the peer, when this certificate's owner is trusted now */
  trusted(id: string): Promise<KnownPeer | null>;
  /** An unknown caller was turned away: it becomes a request that waits for the owner's answer, within bounds. */
  turnedAway(caller: PeerIdentity, hints: CallerHints): Promise<void>;
}

export function createPeers(context: PeersContext): Peers {
  const { peers, sightings, transport, dialer, registry, wall, changed } = context;

  const { list, get } = createPeerList(context);

  /** The peer as stored; one that mDNS merely sees is stored now, once the handshake has proved that it is who it says. */
  const keep = async (id: string): Promise<KnownPeer> => {
    const known = await peers.get(id);
    if (known !== null) return known;
    const candidate = sightings.candidate(id);
    if (candidate === undefined) throw new BriqueError('not_found', 'There is no such instance.');
    let failure: unknown = new BriqueError(
      'peer_unreachable',
      `${candidate.instanceName} could not be reached.`,
    );
    for (const address of candidate.addresses) {
      try {
        const identity = await transport.identify(address);
        if (identity.instanceId === id) return await store(identity, candidate.instanceName, address);
        failure = new BriqueError(
          'identity_mismatch',
          `Another instance than ${candidate.instanceName} answers at ${address}.`,
        );
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };

  const store = async (
    identity: PeerIdentity,
    name: string,
    address: string,
    trust: PeerTrust = 'discovered',
  ): Promise<KnownPeer> => {
    await peers.add({
      id: identity.instanceId,
      name,
      address,
      trust,
      certificatePem: identity.certificatePem,
      createdAt: isoTime(wall.now()),
    });
    const stored = await peers.get(identity.instanceId);
    if (stored === null) throw new Error('a peer just stored is gone');
    return stored;
  };

  /** Tells a peer that we approved it, so that our request appears there. That it answers "not yet" is the point. */
  const knock = (peer: KnownPeer): void => {
    void (async () => {
      const connection = await dialer.dial(peer);
      try {
        await createGossipClient(connection, { self: context.self() }).knock();
      } finally {
        connection.close();
      }
    })().catch((error) => {
      if (!(error instanceof BriqueError && error.code === 'peer_refused')) {
        context.log(`could not tell ${peer.name} that it was approved`, error);
      }
    });
  };

  const requests = createRequests({ ...context, store });

  return {
    list,
    listTrusted: async () => (await list()).filter(({ isTrusted }) => isTrusted),
    get,

    async add(address) {
      const identity = await transport.identify(address);
      if (identity.instanceId === context.instanceId) {
        throw invalid(
          'address',
          'own_address',
          'This is the address of this very instance. Give the other one’s.',
        );
      }
      const known = await peers.get(identity.instanceId);
      const peer = known ?? (await store(identity, address, address));
      await peers.change(peer.id, { typedAddress: address, ...movedTo(peer, address) });
      // Brings the name with it.
      (await dialer.dial({ ...peer, address, typedAddress: address })).close();
      changed(peer.id);
      return get(peer.id);
    },

    async change(id, { isTrusted, name, autoSync, scope, trustedUntil }) {
      const checkedName = name === undefined ? undefined : checkName(name);
      const asksTerms = scope !== undefined || trustedUntil !== undefined;
      if (asksTerms) checkTerms({ scope: scope ?? 'household', until: trustedUntil ?? null }, wall.now());
      const peer = await keep(id);
      if (asksTerms && isTrusted !== true && peer.trust !== 'trusted') {
        const message = `${peer.name} is not approved. Approve it first, then say what it may do here and for how long.`;
        throw new BriqueError('conflict', message);
      }
      if (checkedName !== undefined) await peers.change(id, { name: checkedName, renamed: true });
      if (autoSync !== undefined) await peers.change(id, { autoSync });
      // Trusted anew is trusted on new terms; otherwise what is not named stays.
      const isNew = isTrusted === true && (peer.trust !== 'trusted' || hasEnded(peer.terms, wall.now()));
      let terms = isNew ? HOUSEHOLD : peer.terms;
      if (isNew || asksTerms) {
        const until = trustedUntil === undefined ? terms.until : trustedUntil;
        terms = checkTerms({ scope: scope ?? terms.scope, until }, wall.now());
        await peers.change(id, { terms });
      }
      if (isNew) {
        await peers.change(id, { trust: 'trusted', trustedBy: 'hand' });
        knock(peer);
      }
      if (isTrusted === false && peer.trust !== 'revoked') {
        // An end is left to those alone whose time is over.
        await peers.change(id, { trust: 'revoked', terms: { ...terms, until: null } });
        expel(id);
      }
      changed(id);
      return get(id);
    },

    async remove(id) {
      if ((await peers.get(id)) === null) throw new BriqueError('not_found', 'There is no such instance.');
      await peers.remove(id, isoTime(wall.now()));
      expel(id);
      changed(id);
    },

    async trusted(id) {
      const peer = await peers.get(id);
      return peer?.trust === 'trusted' && !hasEnded(peer.terms, wall.now()) ? peer : null;
    },

    async admit(identity, { name, address, terms, by }) {
      const id = identity.instanceId;
      const peer =
        (await peers.get(id)) ?? (await store(identity, cleanName(name) || id.slice(0, 8), address));
      await peers.change(id, { trust: 'trusted', terms, trustedBy: by, ...movedTo(peer, address) });
      sightings.reached(id);
      changed(id);
      return get(id);
    },

    async endOverdue() {
      let next: number | null = null;
      for (const { id, trust, terms } of await peers.list()) {
        if (trust !== 'trusted' || terms.until === null) continue;
        if (!hasEnded(terms, wall.now())) {
          next = Math.min(next ?? Number.POSITIVE_INFINITY, Date.parse(terms.until));
          continue;
        }
        await peers.change(id, { trust: 'revoked' });
        expel(id);
        changed(id);
      }
      return next;
    },

    turnedAway: requests,
  };

  /** Ends all that runs with a peer that is no longer trusted. */
  function expel(id: string): void {
    registry.abort(id, new BriqueError('not_trusted', 'The approval of this instance was withdrawn.'));
    context.cutConnections(id);
  }
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed === cleanName(trimmed)) return trimmed;
  throw invalid('name', 'invalid_name', `Give a name of 1 to ${LIMITS.instanceNameLength} characters.`);
}

function invalid(field: string, code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}
