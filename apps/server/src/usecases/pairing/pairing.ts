import type { InviteInfo, Peer, TrustTerms } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime, type WallClock } from '../clock.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerIdentity, PeerTransport } from '../gossip/peer-transport.js';
import type { Peers } from '../peers/peers.js';
import { addressOf, type CallerHints } from '../peers/requests.js';
import type { Sightings } from '../peers/sightings.js';
import { type Invitation, readInvite, writeInvite } from './invite-link.js';
import { createInvites, inviteProofParts, type LatestInvite } from './invites.js';
import { isProof, prove } from './proofs.js';

/** An address that says nothing for so long is followed by the next. */
const ANSWER_MS = 5000;

export interface PairingContext {
  readonly instanceId: string;
  readonly wall: WallClock;
  readonly peers: Pick<Peers, 'admit' | 'trusted'>;
  readonly sightings: Sightings;
  readonly transport: PeerTransport;
  random(bytes: number): Uint8Array;
  self(): { instanceName: string; gossipPort: number };
  /** `host:port` where others reach us, the likeliest first. */
  ownAddresses(): readonly string[];
  /** Told when an invite was opened, used, or has ended. */
  changed(): void;
}

/** Letting an instance in by an invite: one side shows it, the other pastes it, and both trust each other. */
export interface Pairing {
  /** The latest invite, whatever became of it. */
  invite(): Promise<InviteInfo | null>;
  openInvite(terms: TrustTerms): Promise<InviteInfo>;
  withdrawInvite(): void;
  /**
   * Accepts another instance's invite, and trusts that instance.
   * @param text the invite as it was pasted
   * @param terms on which we trust the host
   * @throws BriqueError `invalid_input` (field `invite`), `invite_unknown`, `invite_used`, `invite_expired`, `peer_unreachable`,
   *   `identity_mismatch`, `peer_refused`
   */
  accept(text: string, terms: TrustTerms): Promise<Peer>;
  /**
   * A guest proves that it holds our invite, and is trusted from then on.
   * @returns our proof, for the guest
   * @throws BriqueError `invite_unknown`, `invite_used`, `invite_expired`
   */
  redeem(caller: PeerIdentity, hints: CallerHints, proof: unknown): Promise<string>;
}

export function createPairing(context: PairingContext): Pairing {
  const { instanceId, wall, peers, sightings, transport, self } = context;
  const invites = createInvites(instanceId, wall, context.random, context.changed);

  const infoOf = async ({
    secret,
    expiresAt,
    triesLeft,
    terms,
    state,
    usedBy,
  }: LatestInvite): Promise<InviteInfo> => {
    const { instanceName } = self();
    const link = () => writeInvite({ instanceId, instanceName, addresses: context.ownAddresses(), secret });
    return {
      state,
      usedBy: usedBy === null ? null : ((await peers.trusted(usedBy))?.name ?? null),
      link: state === 'open' ? link() : null,
      expiresAt: isoTime(expiresAt),
      triesLeft,
      terms,
    };
  };

  /** Who answers at an address, and only if it is the one who invites. */
  const identifyHost = async (address: string, invitation: Invitation): Promise<PeerIdentity> => {
    const identity = await transport.identify(address, AbortSignal.timeout(ANSWER_MS));
    if (identity.instanceId === invitation.instanceId) return identity;
    throw new BriqueError(
      'identity_mismatch',
      `Another instance than the one that invites answers at ${address}.`,
    );
  };

  const introduce = async (identity: PeerIdentity, address: string, secret: Uint8Array): Promise<void> => {
    const connection = transport.connect(address, identity);
    try {
      const parts = (from: 'guest' | 'host') => inviteProofParts(from, identity.instanceId, instanceId);
      const client = createGossipClient(connection, {
        self: self(),
        signal: AbortSignal.timeout(2 * ANSWER_MS),
      });
      const theirs = await client.pair(prove(secret, parts('guest')));
      if (isProof(secret, parts('host'), theirs)) return;
      throw new BriqueError('identity_mismatch', 'The instance that answered does not know this invite.');
    } finally {
      connection.close();
    }
  };

  return {
    async invite() {
      const latest = invites.latest();
      return latest === null ? null : infoOf(latest);
    },
    openInvite: (terms) => infoOf(invites.open(terms)),
    withdrawInvite: () => invites.withdraw(),

    async accept(text, terms) {
      const invitation = readInvite(text);
      if (invitation === null)
        throw invalid(
          'not_an_invite',
          'This is not a whole invite. Copy it again, from “brique:” to its end.',
        );
      if (invitation.instanceId === instanceId) {
        throw invalid('own_invite', 'This is this instance’s own invite. Paste it into the other one.');
      }
      const seen = sightings.candidate(invitation.instanceId)?.addresses ?? [];
      const name = invitation.instanceName || invitation.instanceId.slice(0, 8);
      let failure: unknown = new BriqueError('peer_unreachable', `${name} could not be reached.`);
      for (const address of new Set([...seen, ...invitation.addresses])) {
        let identity: PeerIdentity;
        try {
          identity = await identifyHost(address, invitation);
        } catch (error) {
          failure =
            failure instanceof BriqueError && failure.code === 'identity_mismatch'
              ? failure
              : unreachable(error, name);
          continue;
        }
        // Whatever it answers now is its answer: no other address answers better.
        await introduce(identity, address, invitation.secret);
        return peers.admit(identity, { name, address, terms, by: 'invite' });
      }
      throw failure;
    },

    async redeem(caller, hints, proof) {
      const { proof: ours, terms, again } = invites.redeem(caller.instanceId, proof);
      if (again) {
        // Revoked since: what it once held lets it in no more.
        if ((await peers.trusted(caller.instanceId)) !== null) return ours;
        throw new BriqueError('invite_used', 'This invite has been used. Ask for a new one.');
      }
      await peers.admit(caller, { name: hints.instanceName, address: addressOf(hints), terms, by: 'invite' });
      // Now it has a name to be shown by.
      context.changed();
      return ours;
    },
  };
}

/** A silence that we ended ourselves is one of theirs. */
function unreachable(error: unknown, name: string): unknown {
  if (error instanceof BriqueError && error.code !== 'cancelled') return error;
  return new BriqueError(
    'peer_unreachable',
    `${name} did not answer. Is it running, and on the same network?`,
  );
}

function invalid(code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field: 'invite', code, message }]);
}
