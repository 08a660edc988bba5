import { networkInterfaces } from 'node:os';
import type { MulticastObservation } from '../../usecases/doctor/observations.js';
import { systemTiming } from '../../usecases/timing.js';
import { withoutZone } from './addresses.js';
import { linksOf } from './links.js';
import { createOpenMdnsSocket, MDNS_PORT, type MdnsSocket } from './mdns-socket.js';
import { createTimerGroup } from './timing.js';
import { rollCallMessage } from './write-records.js';

/** Answers to a question asked of all come spread over some hundred milliseconds, from a busy device over a second. */
const LISTEN_MS = 3000;
const ASK_AGAIN_MS = 1000;

/**
 * Asks on each network who is there, and listens: whether our own question comes back to us, as it does unless something on this
 * computer is in its way, and whether anybody else is heard. Its sockets are its own, beside whatever discovery runs.
 * @param interfaces as `os.networkInterfaces`
 * @param port 5353; another one makes a separate world, for tests
 */
export function createMulticastProbe(interfaces = networkInterfaces, port = MDNS_PORT) {
  const openSocket = createOpenMdnsSocket(port);
  return async (signal: AbortSignal): Promise<MulticastObservation> => {
    const links = linksOf(interfaces()).filter(({ loopback }) => !loopback);
    const own = new Set(links.flatMap(({ addresses }) => addresses.map(withoutZone)));
    const others = new Set<string>();
    let hearsItself = false;
    const timers = createTimerGroup(systemTiming);
    const sockets: MdnsSocket[] = [];
    let stopListening = () => {};
    const listening = new Promise<void>((resolve) => {
      stopListening = resolve;
    });
    const hear = (address: string) => {
      if (own.has(address)) hearsItself = true;
      else others.add(address);
      // Both questions are answered: nothing more is to be learnt by waiting.
      if (hearsItself && others.size > 0) stopListening();
    };
    const ask = () =>
      Promise.allSettled(sockets.map((socket) => socket.send(rollCallMessage()))).then(() => undefined);

    await Promise.allSettled(
      links.map(async (link) => {
        const receiver = {
          listensTo: (source: { address: string }) => link.onLink(withoutZone(source.address)),
          receive: (_: unknown, source: { address: string }) => hear(withoutZone(source.address)),
        };
        sockets.push(await openSocket(link, receiver));
      }),
    );
    try {
      await ask();
      timers.after(ASK_AGAIN_MS, () => void ask());
      timers.after(LISTEN_MS, stopListening);
      if (signal.aborted || sockets.length === 0) stopListening();
      signal.addEventListener('abort', stopListening, { once: true });
      await listening;
    } finally {
      timers.end();
      await Promise.all(sockets.map((socket) => socket.close()));
    }
    return { hearsItself, others: others.size };
  };
}
