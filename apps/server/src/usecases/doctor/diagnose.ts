import type { DoctorCheck, DoctorCode, DoctorState } from '@brique/shared';
import { diagnosePeer } from './diagnose-peer.js';
import type { Observations } from './observations.js';

/**
 * Turns what was observed into findings. Pure: the same observations give the same findings.
 * @returns this instance's findings first, then those of each trusted peer
 */
export function diagnose(seen: Observations): DoctorCheck[] {
  const peers = seen.peers.flatMap((peer) => diagnosePeer(peer, seen));
  return [network(seen), ...finding(seen), listener(seen), ...(peers.length > 0 ? peers : [noPeers])];
}

/** The worst of them. */
export function worstState(checks: readonly DoctorCheck[]): DoctorState {
  const has = (state: DoctorState) => checks.some((check) => check.state === state);
  if (has('bad')) return 'bad';
  return has('warn') ? 'warn' : 'ok';
}

function check(code: DoctorCode, state: DoctorState, values: DoctorCheck['values'] = {}): DoctorCheck {
  return { code, state, subject: null, values };
}

const noPeers = check('peers_none', 'ok');

function network({ ownAddresses }: Observations): DoctorCheck {
  if (ownAddresses.length === 0) return check('network_none', 'bad');
  return check('network_ok', 'ok', { addresses: ownAddresses.join(', ') });
}

/** Whether instances can find each other without an address. */
function finding({ isDiscoveryOn, multicast, peers }: Observations): DoctorCheck[] {
  // Off is a choice; it is in the way only of a peer that is not where it was.
  if (!isDiscoveryOn) {
    return [check('discovery_off', peers.some(({ answer }) => answer === null) ? 'warn' : 'ok')];
  }
  if (multicast === null) return [];
  if (!multicast.hearsItself) return [check('multicast_blocked', 'bad')];
  if (multicast.others > 0) return [check('multicast_ok', 'ok', { count: multicast.others })];
  // Nobody to be heard is no fault, unless a trusted peer should be there.
  const isMissed = peers.some(({ isSeen, tries }) => !isSeen && tries.some((each) => each.isOnOurNetwork));
  return [check('multicast_alone', isMissed ? 'warn' : 'ok')];
}

/** Whether others could reach us, as far as that can be told from here. */
function listener({ listener: tries, gossipPort, ownAddresses }: Observations): DoctorCheck {
  const port = gossipPort;
  const failed = (found: string) => tries.find((each) => each.found === found);
  const taken = failed('other');
  if (taken !== undefined) return check('listener_taken', 'bad', { port, address: taken.address });
  const closed = failed('nobody');
  if (tries.length === 0 || closed !== undefined) {
    return check('listener_closed', 'bad', { port, address: closed?.address ?? String(port) });
  }
  const isLocal = ownAddresses.length > 0 && tries.every((each) => each.isLocal);
  return check(isLocal ? 'listener_local' : 'listener_ok', isLocal ? 'warn' : 'ok', { port });
}
