import type { SyncTrigger } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { Timing } from '../timing.js';
import { createPeerStandings } from './peer-standings.js';

/** Peers told of a change, and sessions begun here that run at once. */
export const FAN_OUT = 3;
/** A peer that came online is met after this long, more or less: both see each other come, and one session is enough. */
const ARRIVAL_MS = 1500;
/** When the other side is busy with a session of ours, it is asked again after this long, more or less. */
const BUSY_MS = 1500;

/** A peer that automatic synchronisation may turn to: trusted, not left out by its owner, online. */
export interface ReadyPeer {
  readonly id: string;
  /** Proved to hold what we hold now: it has nothing to hear from us. */
  readonly isUpToDate: boolean;
}

/** What the engine drives. */
export interface AutoSyncDrive {
  isOn(): boolean;
  /** Between two sessions that nothing but time asks for, ms. */
  intervalMs(): number;
  readyPeers(): Promise<readonly ReadyPeer[]>;
  /** Whether a session with it runs, whoever began it. */
  isBusy(peerId: string): boolean;
  /** Runs a session. @throws BriqueError why it failed */
  synchronise(peerId: string, trigger: SyncTrigger): Promise<unknown>;
  /** Told of faults of ours. */
  log(message: string, error: unknown): void;
}

/** Keeps this instance and its peers alike without anybody's click. */
export interface AutoSync {
  /** Items changed here. @param from the peer whose session brought the change, when it was not made here */
  changed(from?: string): void;
  /** A peer is back, or seen for the first time. */
  appeared(peerId: string): void;
  /** Who is trusted, online, or left out may be another now. */
  peersChanged(): void;
  /** Whether it is on, or how often it runs, may be another now. */
  settingsChanged(): void;
  /** A peer says that it has news. */
  news(peerId: string): void;
  /** Items went over in the session that runs with a peer. */
  moved(peerId: string): void;
  /** A session with a peer ended, whoever began it and why. */
  finished(peerId: string, succeeded: boolean): void;
  /** Begins nothing more. @returns when the sessions it began are over */
  stop(): Promise<void>;
}

/** A session that is wanted with one peer in particular. */
interface Want {
  /** Not before this, on Timing's clock. */
  readonly at: number;
  /** Asked for while a session with it ran, which may not have brought what it is about. */
  outlivesSession?: boolean;
}

/**
 * Decides when a session with whom is run by itself.
 *
 * Invariants:
 * 1. A change here is told to at most FAN_OUT peers, each at most once, and only to those not proved to hold it. So what a
 *    peer brought does not go back to it, and each change makes each instance begin at most FAN_OUT sessions.
 * 2. Only a change of our items asks others to be told: a session that finds nothing to do starts nothing.
 * 3. What a session brings is passed on when that session is over, in one go.
 * 4. At most one session with a peer and FAN_OUT in all are under way from here; what changes meanwhile goes together in
 *    the next.
 * 5. A peer with which it failed is left alone for a time that grows with each failure, but for sessions that were cut after
 *    something went over; success, news from it, or its coming back end that.
 * 6. Nothing begins while it is off.
 */
export function createAutoSync(drive: AutoSyncDrive, timing: Timing): AutoSync {
  const standings = createPeerStandings(timing);
  const wants = new Map<string, Want>();
  const inFlight = new Map<string, Promise<void>>();
  /** Peers that were ready at the last look; who is new among them is met. */
  let present = new Set<string>();
  /** Peers whose running session has changed items here. */
  const bringing = new Set<string>();
  /** Peers in whose running session, begun here, something went over. */
  const moving = new Set<string>();
  /** Counts changes here. */
  let change = 0;
  /** How many peers are still to be told of the latest change. */
  let untold = 0;
  /** The last change each peer was told of. */
  const told = new Map<string, number>();
  let isRoundDue = false;
  let stopped = false;
  let cancelWake = () => {};
  let cancelRound = () => {};

  const canBegin = (id: string) => !inFlight.has(id) && !drive.isBusy(id) && standings.isRested(id);
  const spread = (ms: number) => ms * (0.5 + timing.random());
  const pick = (from: readonly ReadyPeer[]) => from[Math.floor(timing.random() * from.length)];

  const begin = (id: string, trigger: SyncTrigger) => {
    moving.delete(id);
    const session = drive.synchronise(id, trigger).then(
      () => standings.clear(id),
      (error) => failed(id, trigger, error),
    );
    const over = session.then(() => {
      inFlight.delete(id);
      look();
    });
    inFlight.set(id, over);
  };

  const failed = (id: string, trigger: SyncTrigger, error: unknown) => {
    const code = error instanceof BriqueError ? error.code : 'internal';
    // The peer began one with us, which may well do what this one was for.
    const isCrossed = code === 'already_syncing';
    if (isCrossed) standings.busy(id, spread(BUSY_MS));
    else standings.failed(id, code, moving.has(id));
    if (trigger === 'change') {
      // Somebody else is told in its place, or it is later.
      told.delete(id);
      untold = Math.min(FAN_OUT, untold + 1);
    }
    // By then the others may hold the change, and no other reason lead back to it.
    const isLeftToThem = isCrossed && trigger === 'change';
    if (!isLeftToThem && !wants.has(id)) wants.set(id, { at: standings.notBefore(id) });
  };

  const meetArrivals = (ready: readonly ReadyPeer[]) => {
    for (const { id } of ready) {
      if (present.has(id)) continue;
      standings.appeared(id);
      if (!wants.has(id)) wants.set(id, { at: timing.now() + spread(ARRIVAL_MS) });
    }
    present = new Set(ready.map(({ id }) => id));
    for (const id of wants.keys()) if (!present.has(id)) wants.delete(id);
  };

  const beginRound = (ready: readonly ReadyPeer[]) => {
    if (!isRoundDue) return;
    isRoundDue = false;
    const chosen = pick(ready.filter(({ id }) => canBegin(id) && !wants.has(id)));
    if (chosen !== undefined) wants.set(chosen.id, { at: timing.now() });
  };

  const beginWanted = () => {
    for (const [id, { at }] of [...wants]) {
      if (inFlight.size >= FAN_OUT) return;
      if (at > timing.now() || !canBegin(id)) continue;
      wants.delete(id);
      begin(id, 'automatic');
    }
  };

  const tellOthers = (ready: readonly ReadyPeer[]) => {
    let lacking = ready.filter(({ id, isUpToDate }) => !isUpToDate && told.get(id) !== change);
    // All who are here have it or were told; who comes later is met anyway.
    if (lacking.length === 0 && inFlight.size === 0) untold = 0;
    while (untold > 0 && inFlight.size < FAN_OUT) {
      const chosen = pick(lacking.filter(({ id }) => canBegin(id)));
      if (chosen === undefined) return;
      lacking = lacking.filter((peer) => peer !== chosen);
      untold -= 1;
      told.set(chosen.id, change);
      begin(chosen.id, 'change');
    }
  };

  /** Sleeps until the first that may begin then; sessions that end wake it besides. */
  const sleep = (ready: readonly ReadyPeer[]) => {
    cancelWake();
    const due = [...wants].map(([id, { at }]) => Math.max(at, standings.notBefore(id)));
    if (untold > 0) due.push(...ready.map(({ id }) => standings.notBefore(id)));
    const next = Math.min(...due.filter((at) => at > timing.now()));
    if (next < Infinity) cancelWake = timing.after(next - timing.now(), look);
  };

  const consider = async () => {
    const ready = drive.isOn() ? await drive.readyPeers() : [];
    if (stopped) return;
    meetArrivals(ready);
    beginRound(ready);
    beginWanted();
    tellOthers(ready);
    sleep(ready);
  };

  let isLooking = false;
  let again = false;
  const look = () => {
    again = true;
    if (!isLooking) void lookWhileNeeded();
  };
  const lookWhileNeeded = async () => {
    isLooking = true;
    while (again && !stopped) {
      again = false;
      await consider().catch((error) => drive.log('could not see whom to synchronise with', error));
    }
    isLooking = false;
  };

  const scheduleRound = () => {
    cancelRound();
    if (stopped || !drive.isOn()) return;
    cancelRound = timing.after(drive.intervalMs() * (0.8 + 0.4 * timing.random()), () => {
      isRoundDue = true;
      look();
      scheduleRound();
    });
  };

  const tell = () => {
    change += 1;
    untold = FAN_OUT;
    look();
  };

  scheduleRound();
  look();
  return {
    changed(from) {
      if (from !== undefined && drive.isBusy(from)) bringing.add(from);
      else tell();
    },
    appeared(peerId) {
      present.delete(peerId);
      look();
    },
    peersChanged: look,
    settingsChanged() {
      scheduleRound();
      look();
    },
    news(peerId) {
      standings.clear(peerId);
      wants.set(peerId, { at: timing.now(), outlivesSession: !canBegin(peerId) });
      look();
    },
    moved: (peerId) => void (inFlight.has(peerId) && moving.add(peerId)),
    finished(peerId, succeeded) {
      if (succeeded) {
        standings.clear(peerId);
        const want = wants.get(peerId);
        if (want?.outlivesSession) want.outlivesSession = false;
        else wants.delete(peerId);
      }
      if (bringing.delete(peerId)) tell();
      else look();
    },
    async stop() {
      stopped = true;
      cancelWake();
      cancelRound();
      await Promise.all(inFlight.values());
    },
  };
}
