import type { DoctorCheck, DoctorCode } from '@brique/shared';

/** What a finding means and what to do, on a command line; the page has its own words in each language. */
const WORDS: Record<DoctorCode, string> = {
  instance_stopped:
    'Brique does not answer at port {port} of this computer, so others cannot reach it. Start it, or give its port with --port. The peers can be checked only while it runs.',
  network_ok: 'This computer is on a network, at {addresses}.',
  network_none: 'This computer is on no network. Plug in a cable or join the Wi-Fi.',
  discovery_off:
    'Looking for instances on the network is switched off. Switch it on in the settings, or add instances by their address.',
  multicast_ok: 'Multicast works: {count} other device(s) answered.',
  multicast_alone:
    'Multicast leaves this computer, and nobody else answered. If other instances are here, the router or Wi-Fi keeps devices apart (guest network, client isolation): switch that off, or add them by address.',
  multicast_blocked:
    'Multicast does not work on this computer: its own question did not come back. Let UDP port 5353 through its firewall or VPN, or add instances by address.',
  listener_ok:
    'Other instances are listened for at port {port}. (A firewall can be seen only from the other computer.)',
  listener_closed:
    'Nothing answers at {address}, where others should reach this instance. Let Brique through the firewall of this computer, TCP port {port}.',
  listener_taken:
    'Another program or instance answers at {address}. Stop it, or choose another --gossip-port.',
  listener_local:
    'Other instances are listened for on this computer only. Start Brique without --gossip-host to be reached from the network.',
  peers_none: 'No instance is approved yet, so there is none to try.',
  peer_ok: '{name} answers at {address}.',
  peer_moved: '{name} moved from {before} to {address}, and answers there.',
  peer_as_typed: '{name} no longer answers at {before}, but does at {address}, which you typed.',
  peer_unseen:
    '{name} answers at {address} but does not show up by itself: multicast is lost between the two. It works until that address changes; let UDP port 5353 through on both sides.',
  peer_clock: 'The clock of {name} is {clock} of this computer’s. Set the wrong one right.',
  peer_too_old: '{name} runs an older Brique that does not understand this one. Update it there.',
  peer_newer: '{name} runs a newer Brique that this one does not understand. Update this one.',
  peer_not_approved: '{name} answers, but has not approved this instance. Approve it there.',
  peer_no_address: 'No address of {name} is known. Add it by its address.',
  peer_silent:
    '{name} does not answer at {address}. Check that its computer is on and Brique runs there; if its address changed, add it by the new one.',
  peer_filtered:
    '{name} is seen on the network, but {address} does not answer: a firewall there keeps it closed. Let Brique through on that computer.',
  peer_port_closed:
    'The computer of {name} is there, but nothing listens at {address}. Start Brique there, or add it by its present port.',
  peer_other_network:
    '{name} was last at {address}, which is not in this computer’s networks ({own}). Join the same network, or check the way between them.',
  peer_other_program:
    'Something that is not Brique answers at {address}, where {name} was. Check the port: the one of its page plus 1000.',
  peer_name_unknown: 'The address {address} of {name} cannot be looked up. Add it by its IP address.',
  peer_address_taken:
    '{other} answers at {address}, where {name} was: the address is out of date. Add {name} by its present address.',
  peer_certificate_changed:
    'Something else answers at {address} than the {name} that was approved. If it was set up anew, remove it and approve it again; otherwise find out who answers there.',
  peer_certificate_dates:
    'By the date of this computer the certificate of {name} is not valid. Check the date of this computer.',
  peer_unchecked: 'There was no time to look at {name}. Run it again.',
};

/** @returns one finding in a sentence or two */
export function wordsOf({ code, values }: DoctorCheck): string {
  const all: DoctorCheck['values'] = { ...values, clock: clockWords(Number(values.seconds ?? 0)) };
  return WORDS[code].replace(/\{(\w+)\}/g, (_, key: string) => String(all[key] ?? '?'));
}

function clockWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  return `${minutes} min ${seconds > 0 ? 'ahead' : 'behind'}`;
}
