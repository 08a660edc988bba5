/** How one thing stands: fine, worth knowing, or in the way. */
export type DoctorState = 'ok' | 'warn' | 'bad';

/** What a look at the network can find; the page has words for each, saying what to do. */
export const DOCTOR_CODES = [
  'instance_stopped',
  'network_ok',
  'network_none',
  'discovery_off',
  'multicast_ok',
  'multicast_alone',
  'multicast_blocked',
  'listener_ok',
  'listener_closed',
  'listener_taken',
  'listener_local',
  'peers_none',
  'peer_ok',
  'peer_moved',
  'peer_as_typed',
  'peer_unseen',
  'peer_clock',
  'peer_too_old',
  'peer_newer',
  'peer_not_approved',
  'peer_no_address',
  'peer_silent',
  'peer_filtered',
  'peer_port_closed',
  'peer_other_network',
  'peer_other_program',
  'peer_name_unknown',
  'peer_address_taken',
  'peer_certificate_changed',
  'peer_certificate_dates',
  'peer_unchecked',
] as const;

export type DoctorCode = (typeof DOCTOR_CODES)[number];

/** One finding. */
export interface DoctorCheck {
  code: DoctorCode;
  state: DoctorState;
  /** Id of the peer it is about; null when it is about this instance. */
  subject: string | null;
  /** What the words need: `name`, `address`, `port`, `count`, `seconds` … */
  values: Record<string, string | number>;
}

/** `POST /doctor`: what is in order, and what keeps instances from finding or reaching each other. */
export interface DoctorReport {
  /** The worst of the checks. */
  state: DoctorState;
  /** This instance first, then its trusted peers. */
  checks: DoctorCheck[];
  durationMs: number;
}

/** How far the look is. */
export interface DoctorProgress {
  done: number;
  total: number;
}
