import type { networkInterfaces } from 'node:os';
import type { Announcement, DiscoveryEvent } from '../../../usecases/peers/discovery.js';
import type { Timing } from '../../../usecases/timing.js';
import { createCandidateTable } from '../candidate-table.js';
import { watchCandidates } from '../candidate-watch.js';
import type { DiscoverySession } from '../discovery-session.js';
import type { DiscoveryLog } from '../log.js';
import { createTimerGroup } from '../timing.js';
import type { AvahiSocket } from './avahi-socket.js';
import type { Reach } from './reach.js';
import type { OpenResponderLink, ResponderLink } from './responder-link.js';
import { createResponderView, type ResponderView } from './responder-view.js';
import { txtBytes } from './txt-record.js';

/** Avahi waits a second for somebody to contradict a goodbye before it tells us; this much is for what is on its way. */
const GOODBYE_GRACE_MS = 300;
const VISIT_MS = 8000;
const VISIT_JITTER_MS = 2000;
const REOPEN_MS = 5000;
/** A process is started, a name probed and announced: about a second. */
const OPEN_MS = 8000;

export interface ResponderSessionOptions {
  readonly openLink: OpenResponderLink;
  readonly avahi: AvahiSocket;
  readonly reach: Reach;
  readonly timing: Timing;
  readonly log: DiscoveryLog;
  readonly interfaces: typeof networkInterfaces;
  /** How long the responder may take to announce us. */
  readonly openMs?: number | undefined;
  emit(event: DiscoveryEvent): void;
}

/** What lives as long as the responder does. */
interface Connection {
  readonly link: ResponderLink;
  readonly view: ResponderView;
}

/**
 * Discovery by the system's responder: it announces us, lists who is there and watches their records. When it stops, we begin anew as
 * soon as it answers again; who was there meanwhile is told as gone after 25 s as ever.
 * @param first what to announce until `announce` says otherwise
 */
export function createResponderSession(
  first: Announcement,
  options: ResponderSessionOptions,
): DiscoverySession {
  const { avahi, log, openLink, openMs = OPEN_MS } = options;
  const timers = createTimerGroup(options.timing);
  const candidates = watchCandidates(createCandidateTable(GOODBYE_GRACE_MS), timers, options.emit);
  let current = first;
  let connection: Connection | undefined;
  let closed = false;
  let settle = { registered: () => {}, failed: (_reason: string) => {} };

  /** Tells the responder what to announce; resolves when it has done so. */
  function register({ link }: Connection): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = timers.after(openMs, () => settle.failed('it does not answer'));
      settle = {
        registered() {
          cancel();
          resolve();
        },
        failed(reason) {
          cancel();
          reject(new Error(`the system’s responder failed: ${reason}`));
        },
      };
      const { instanceId: label, port } = current;
      link.ask({ type: 'register', label, port, txt: txtBytes(current).toString('base64') });
    });
  }

  function connect(): Connection {
    const link = openLink((report) => {
      if (connection?.link !== link) return;
      if (report.type === 'registered') settle.registered();
      else if (report.type === 'failed') lost(report.reason);
      else connection.view.hear(report);
    });
    const { reach, interfaces } = options;
    const ownId = () => current.instanceId;
    const { resolveHost } = avahi;
    const view = createResponderView({
      link,
      candidates,
      timing: timers,
      interfaces,
      reach,
      resolveHost,
      ownId,
    });
    connection = { link, view };
    return connection;
  }

  async function disconnect(): Promise<void> {
    const old = connection;
    connection = undefined;
    old?.view.close();
    await old?.link.close();
  }

  let isOpen = false;
  function lost(reason: string): void {
    void disconnect();
    settle.failed(reason);
    if (!isOpen || closed) return;
    log.warn({ reason }, 'the system’s responder failed; trying again every 5 s');
    reopenLater();
  }

  function reopenLater(): void {
    timers.after(REOPEN_MS, async () => {
      if (!(await avahi.isAnswering())) return reopenLater();
      if (closed) return;
      try {
        await register(connect());
        log.info({}, 'the system’s responder is back');
      } catch (error) {
        // What ended the connection has begun the next attempt.
        log.debug({ error: String(error) }, 'the system’s responder is not back yet');
      }
    });
  }

  function visitLater(): void {
    timers.after(VISIT_MS + timers.random() * VISIT_JITTER_MS, () => {
      connection?.view.visit();
      visitLater();
    });
  }

  return {
    async open() {
      try {
        await register(connect());
      } catch (error) {
        closed = true;
        await disconnect();
        throw error;
      }
      isOpen = true;
      visitLater();
    },
    async announce(announcement) {
      const hasMoved = announcement.port !== current.port;
      current = announcement;
      if (connection === undefined) return;
      if (hasMoved) await register(connection);
      else connection.link.ask({ type: 'update', txt: txtBytes(current).toString('base64') });
      connection?.view.visit();
    },
    async close() {
      closed = true;
      timers.end();
      await disconnect();
      candidates.clear();
    },
  };
}
