import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which systems give ports to outgoing connections, so that a port stays free once found. */
const FIRST = 20_000;
const COUNT = 9_000;
/** The gossip port is the page's plus this, as the page tells people. */
const GOSSIP_OFFSET = 1000;

/** @returns a pair of ports, free now, in the relation that an instance uses by itself */
export async function freePorts(): Promise<{ page: number; gossip: number }> {
  for (let tries = 0; tries < 50; tries++) {
    const page = FIRST + Math.floor(Math.random() * COUNT);
    const gossip = page + GOSSIP_OFFSET;
    if ((await isFree(page)) && (await isFree(gossip))) return { page, gossip };
  }
  throw new Error('No free pair of ports was found.');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
