import { type DoctorCheck, type DoctorCode, type DoctorState, PROTOCOL_VERSION } from '@brique/shared';
import { MAX_DRIFT_MS } from '@brique/sync-core';
import type { AddressTry, Observations, PeerAnswer, PeerObservation, Reach } from './observations.js';

/** Clocks this far apart work, and are on their way to where they do not. */
const CLOCK_WARN_MS = 60_000;

type Surroundings = Pick<Observations, 'isDiscoveryOn' | 'ownAddresses' | 'names'>;
type Said = [DoctorCode, DoctorState, DoctorCheck['values']?];

/** @returns at least one finding: that all is well with it, or each thing that is not */
export function diagnosePeer(peer: PeerObservation, around: Surroundings): DoctorCheck[] {
  return findingsOf(peer, around).map(([code, state, values]) => ({
    code,
    state,
    subject: peer.id,
    values: { name: peer.name, ...values },
  }));
}

function findingsOf(peer: PeerObservation, around: Surroundings): Said[] {
  const answering = peer.tries.find(({ reach }) => reach === 'answered');
  if (peer.answer !== null && answering !== undefined) {
    const troubles = [...troublesOf(peer.answer), ...unseen(peer, answering, around)];
    return troubles.length > 0 ? troubles : [whereItIs(peer, answering)];
  }
  if (!peer.isChecked) return [['peer_unchecked', 'warn']];
  return [whyUnreached(peer, around)];
}

/** It answers, and still a session would fail, or soon. */
function troublesOf({ protocol, clockAhead, trustsUs }: PeerAnswer): Said[] {
  const troubles: Said[] = [];
  if (protocol < PROTOCOL_VERSION) troubles.push(['peer_too_old', 'bad']);
  if (protocol > PROTOCOL_VERSION) troubles.push(['peer_newer', 'bad']);
  const apart = Math.abs(clockAhead);
  if (apart > CLOCK_WARN_MS) {
    const seconds = Math.round(clockAhead / 1000);
    troubles.push(['peer_clock', apart > MAX_DRIFT_MS ? 'bad' : 'warn', { seconds }]);
  }
  if (!trustsUs) troubles.push(['peer_not_approved', 'bad']);
  return troubles;
}

/** It answers where it was last, though mDNS ought to see it too: at its next address it would be lost. */
function unseen(
  peer: PeerObservation,
  { address, isOnOurNetwork }: AddressTry,
  around: Surroundings,
): Said[] {
  if (peer.isSeen || !around.isDiscoveryOn || !isOnOurNetwork) return [];
  return [['peer_unseen', 'warn', { address }]];
}

function whereItIs({ tries }: PeerObservation, { address, from }: AddressTry): Said {
  const last = tries.find((each) => each.from === 'memory');
  if (last !== undefined && last.reach !== 'answered') {
    if (from === 'mdns') return ['peer_moved', 'ok', { address, before: last.address }];
    if (from === 'typed') return ['peer_as_typed', 'ok', { address, before: last.address }];
  }
  return ['peer_ok', 'ok', { address }];
}

/** What says most about a failure comes first. */
const MOST_TELLING: readonly Reach[] = [
  'other_device',
  'certificate_dates',
  'other_program',
  'refused',
  'unknown_name',
  'silent',
  'no_way',
];

function whyUnreached({ isSeen, tries, name }: PeerObservation, around: Surroundings): Said {
  // Where mDNS sees it now, an older address no longer says anything.
  const current = isSeen ? tries.filter(({ from }) => from === 'mdns') : tries;
  const [best] = current.toSorted((a, b) => MOST_TELLING.indexOf(a.reach) - MOST_TELLING.indexOf(b.reach));
  if (best === undefined) return ['peer_no_address', 'bad'];
  const { address, reach, otherId } = best;
  const tried = current.map((each) => each.address).join(', ');
  switch (reach) {
    case 'other_device': {
      const other = otherId === undefined ? undefined : around.names.get(otherId);
      // Somebody else has its address now: it moved. A stranger, or one of its name, may be the peer itself, set up anew.
      if (other !== undefined && other !== name) return ['peer_address_taken', 'bad', { address, other }];
      return ['peer_certificate_changed', 'bad', { address }];
    }
    case 'certificate_dates':
      return ['peer_certificate_dates', 'bad', { address }];
    case 'other_program':
      return ['peer_other_program', 'bad', { address }];
    case 'refused':
      return ['peer_port_closed', 'bad', { address }];
    case 'unknown_name':
      return ['peer_name_unknown', 'bad', { address }];
    default:
      // Its announcements come through and its port does not.
      if (isSeen) return ['peer_filtered', 'bad', { address }];
      if (current.some(({ isOnOurNetwork }) => isOnOurNetwork))
        return ['peer_silent', 'bad', { address: tried }];
      return ['peer_other_network', 'bad', { address: tried, own: around.ownAddresses.join(', ') }];
  }
}
