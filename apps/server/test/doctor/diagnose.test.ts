import { type DoctorCode, type DoctorState, PROTOCOL_VERSION } from '@brique/shared';
import { describe, expect, it, test } from 'vitest';
import { diagnose, worstState } from '../../src/usecases/doctor/diagnose.js';
import type {
  AddressTry,
  Observations,
  PeerAnswer,
  PeerObservation,
} from '../../src/usecases/doctor/observations.js';

const HERE = '192.0.2.1:9080';
const well: Observations = {
  ownAddresses: ['192.0.2.1'],
  isDiscoveryOn: true,
  multicast: { hearsItself: true, others: 2 },
  gossipPort: 9080,
  listener: [{ address: HERE, found: 'ours', isLocal: false }],
  peers: [],
  names: new Map([
    ['id-of-garage', 'Garage'],
    ['id-of-cave', 'Cave'],
  ]),
};
const answer: PeerAnswer = { protocol: PROTOCOL_VERSION, clockAhead: 200, trustsUs: true };
const at = (more: Partial<AddressTry>): AddressTry => ({
  ...{ address: '192.0.2.2:9080', from: 'memory', isOnOurNetwork: true, reach: 'silent' },
  ...more,
});
const seenAt = (more: Partial<AddressTry>) => at({ from: 'mdns', address: '192.0.2.9:9080', ...more });
const garage = (more: Partial<PeerObservation>): PeerObservation => ({
  ...{ id: 'id-of-garage', name: 'Garage', isSeen: false, tries: [], answer: null, isChecked: true },
  ...more,
});
const answering = (more: Partial<PeerAnswer> = {}) =>
  garage({ isSeen: true, tries: [seenAt({ reach: 'answered' })], answer: { ...answer, ...more } });

const found = (observations: Observations, subject: string | null) =>
  diagnose(observations)
    .filter((check) => check.subject === subject)
    .map(({ code, state }) => `${code} ${state}`);

test('where all is well, it says so of each thing', () => {
  const checks = diagnose({ ...well, peers: [answering()] });
  expect(checks.map(({ code }) => code)).toEqual(['network_ok', 'multicast_ok', 'listener_ok', 'peer_ok']);
  expect(worstState(checks)).toBe('ok');
  expect(checks.at(-1)).toMatchObject({ values: { name: 'Garage', address: '192.0.2.9:9080' } });
});

type Row = [why: string, DoctorCode, DoctorState];

describe('of this instance it finds', () => {
  const missed = garage({ tries: [at({})] });
  it.each<[...Row, Partial<Observations>]>([
    ['no network', 'network_none', 'bad', { ownAddresses: [], multicast: null }],
    [
      'packets that do not come back',
      'multicast_blocked',
      'bad',
      { multicast: { hearsItself: false, others: 0 } },
    ],
    [
      'a silent network with nobody missing',
      'multicast_alone',
      'ok',
      { multicast: { hearsItself: true, others: 0 } },
    ],
    [
      'a silent network where a peer should be',
      'multicast_alone',
      'warn',
      { multicast: { hearsItself: true, others: 0 }, peers: [missed] },
    ],
    ['discovery off, as chosen', 'discovery_off', 'ok', { isDiscoveryOn: false, multicast: null }],
    [
      'discovery off, and a peer that is gone',
      'discovery_off',
      'warn',
      { isDiscoveryOn: false, multicast: null, peers: [missed] },
    ],
    [
      'a port that nobody listens at',
      'listener_closed',
      'bad',
      { listener: [{ address: HERE, found: 'nobody', isLocal: false }] },
    ],
    [
      'a port that another instance has',
      'listener_taken',
      'bad',
      { listener: [{ address: HERE, found: 'other', isLocal: false }] },
    ],
    [
      'a listener for this computer alone',
      'listener_local',
      'warn',
      { listener: [{ address: '127.0.0.1:9080', found: 'ours', isLocal: true }] },
    ],
    ['nobody to reach', 'peers_none', 'ok', {}],
  ])('%s', (_, code, state, observed) => {
    expect(found({ ...well, ...observed }, null)).toContain(`${code} ${state}`);
  });
});

describe('of a peer it finds', () => {
  it.each<[...Row, PeerObservation]>([
    ['nothing wrong', 'peer_ok', 'ok', answering()],
    [
      'that it moved, and where to',
      'peer_moved',
      'ok',
      garage({ isSeen: true, tries: [seenAt({ reach: 'answered' }), at({})], answer }),
    ],
    [
      'that it is where its owner said, and not where it was last',
      'peer_as_typed',
      'ok',
      garage({
        tries: [
          at({}),
          at({ from: 'typed', address: 'garage.vpn:9080', reach: 'answered', isOnOurNetwork: false }),
        ],
        answer,
      }),
    ],
    [
      'that mDNS does not see it',
      'peer_unseen',
      'warn',
      garage({ tries: [at({ reach: 'answered' })], answer }),
    ],
    [
      'no fault when it is reached in another network',
      'peer_ok',
      'ok',
      garage({ tries: [at({ reach: 'answered', isOnOurNetwork: false })], answer }),
    ],
    ['a clock that goes astray', 'peer_clock', 'warn', answering({ clockAhead: -120_000 })],
    ['a wrong clock', 'peer_clock', 'bad', answering({ clockAhead: 301_000 })],
    ['an older protocol there', 'peer_too_old', 'bad', answering({ protocol: PROTOCOL_VERSION - 1 })],
    ['a newer protocol there', 'peer_newer', 'bad', answering({ protocol: PROTOCOL_VERSION + 1 })],
    ['that it has not approved us', 'peer_not_approved', 'bad', answering({ trustsUs: false })],
    ['that no address is known', 'peer_no_address', 'bad', garage({})],
    ['silence in our network', 'peer_silent', 'bad', garage({ tries: [at({})] })],
    [
      'silence in another network',
      'peer_other_network',
      'bad',
      garage({ tries: [at({ isOnOurNetwork: false, reach: 'no_way' })] }),
    ],
    [
      'a firewall, for its announcements arrive',
      'peer_filtered',
      'bad',
      garage({ isSeen: true, tries: [seenAt({}), at({ reach: 'refused' })] }),
    ],
    ['that nothing listens there', 'peer_port_closed', 'bad', garage({ tries: [at({ reach: 'refused' })] })],
    [
      'another program there',
      'peer_other_program',
      'bad',
      garage({ tries: [at({ reach: 'other_program' })] }),
    ],
    [
      'that its name is unknown',
      'peer_name_unknown',
      'bad',
      garage({ tries: [at({ reach: 'unknown_name' })] }),
    ],
    [
      'another of our peers at its address',
      'peer_address_taken',
      'bad',
      garage({ tries: [at({ reach: 'other_device', otherId: 'id-of-cave' })] }),
    ],
    [
      'a stranger at its address',
      'peer_certificate_changed',
      'bad',
      garage({ tries: [at({}), at({ reach: 'other_device', otherId: 'id-unheard-of' })] }),
    ],
    [
      'dates that its certificate is not valid on',
      'peer_certificate_dates',
      'bad',
      garage({ tries: [at({ reach: 'certificate_dates' })] }),
    ],
    ['that there was no time to look', 'peer_unchecked', 'warn', garage({ isChecked: false })],
  ])('%s', (_, code, state, peer) => {
    expect(found({ ...well, peers: [peer] }, peer.id)).toEqual([`${code} ${state}`]);
  });

  it('a reinstalled peer that announces itself under its old name: never "taken by itself"', () => {
    const names = new Map([['id-new', 'Garage']]);
    const peer = garage({ tries: [at({ reach: 'other_device', otherId: 'id-new' })] });
    expect(found({ ...well, names, peers: [peer] }, peer.id)).toEqual(['peer_certificate_changed bad']);
  });

  it('several things at once, each of them', () => {
    const peer = answering({ clockAhead: 400_000, trustsUs: false, protocol: 0 });
    expect(found({ ...well, peers: [peer] }, peer.id)).toEqual([
      'peer_too_old bad',
      'peer_clock bad',
      'peer_not_approved bad',
    ]);
  });
});
