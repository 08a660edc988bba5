import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Peer } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNamespacePair, whyNoNamespaces } from '../discovery/namespaces.js';
import { type Machine, startMachine } from '../network/machine.js';
import { addItem, listItems, listPeers, setTrust } from '../support/api.js';
import { makeFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { EFFORT } from './effort.js';

const FORGER = fileURLToPath(new URL('forger.mjs', import.meta.url));
const IS_FULL = process.env.BRIQUE_ATTACK_ANNOUNCEMENTS !== undefined;
/** Of the owner's calls while the flood lasts; the forger takes its share of the processor, and other tests theirs. */
const BOUND_MS = IS_FULL ? 1000 : 2500;
const GROWTH_MIB = 96;
const [HOST, NEIGHBOUR, HOSTILE] = ['10.86.0.1', '10.86.0.2', '10.86.0.66'];

const skip = await whyNoNamespaces();

describe.skipIf(skip)(`somebody floods the network${skip ? ` (skipped: ${skip})` : ''}`, () => {
  const atEnd: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const task of atEnd.reverse()) await task();
  }, 60_000);

  let atelier: Machine;
  let startNeighbour: () => Promise<Machine>;
  let startForger: () => Forger;
  beforeAll(async () => {
    const folder = await makeFolder();
    atEnd.push(() => rm(folder, { recursive: true, force: true }));
    const pair = await createNamespacePair([[`${HOST}/24`], [`${NEIGHBOUR}/24`, `${HOSTILE}/24`]]);
    atEnd.push(pair.remove);
    const start = (name: string, namespace: string) =>
      startMachine({ name, namespace, folder, atEnd: (task) => void atEnd.push(task) });
    atelier = await start('Atelier', pair.names[0]);
    startNeighbour = () => start('Garage', pair.names[1]);
    startForger = () => forgerIn(pair.names[1], (task) => void atEnd.push(task));
  }, 120_000);

  test(`${EFFORT.announcements} forged announcements and ${EFFORT.requests} requests for approval: memory and tables stay bounded, the page stays usable, an honest newcomer comes in`, {
    timeout: 10 * 60_000,
  }, async () => {
    for (let i = 0; i < 50; i += 1) await addItem(atelier, { name: `Drill ${i}` });
    await timesOf(atelier, 40);
    const before = await memoryOf(atelier);

    const forger = startForger();
    const times: number[] = [];
    const isOver = watched(forger.asked);
    while (!isOver()) times.push(...(await timesOf(atelier, 5)));
    expect(await forger.announced).toBe(EFFORT.announcements);
    expect(await forger.asked).toEqual({ 403: EFFORT.requests });
    expect(percentile(times, 0.95)).toBeLessThan(BOUND_MS);
    expect((await memoryOf(atelier)) - before).toBeLessThan(GROWTH_MIB);

    const peers = await listPeers(atelier);
    expect(peers.filter(({ trust }) => trust === 'requested')).toHaveLength(4);
    const discovered = peers.filter(({ trust }) => trust === 'discovered');
    expect(discovered.length).toBeLessThanOrEqual(256);
    // The flood did arrive.
    expect(discovered.length).toBeGreaterThan(200);

    // It goes on.
    const garage = await startNeighbour();
    await until('the newcomer is seen', async () => (await find(atelier, garage.id)) !== undefined);
    await setTrust(atelier, garage.id, true);
    await until('its owner is asked', async () => (await find(garage, atelier.id))?.trust === 'requested');
    await setTrust(garage, atelier.id, true);
    await until('both are alike', async () => (await find(atelier, garage.id))?.inSync === true);
    expect((await listItems(garage)).total).toBe(50);
  });
});

const find = async (at: Machine, id: string): Promise<Peer | undefined> =>
  (await listPeers(at)).find((peer) => peer.id === id);

/** How long the page, its list of items and its list of peers take, in ms. */
async function timesOf(machine: Machine, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    for (const path of ['/', '/api/v1/items', '/api/v1/peers']) {
      const start = performance.now();
      expect((await machine.call('GET', path)).status).toBe(200);
      times.push(performance.now() - start);
    }
  }
  return times;
}

/** Resident memory, in MiB. */
async function memoryOf({ pid }: Machine): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** @returns whether it is settled by now */
function watched(promise: Promise<unknown>): () => boolean {
  let isSettled = false;
  void promise.finally(() => {
    isSettled = true;
  });
  return () => isSettled;
}

interface Forger {
  /** How many it announced. */
  readonly announced: Promise<number>;
  /** What its requests were answered: by status, how many. */
  readonly asked: Promise<Record<string, number>>;
}

function forgerIn(namespace: string, later: (task: () => Promise<unknown>) => void): Forger {
  const { announcements, requests } = EFFORT;
  const options = { from: HOSTILE, to: HOST, gossipPort: 9080, announcements, requests };
  const args = ['netns', 'exec', namespace, process.execPath, FORGER, JSON.stringify(options)];
  const child: ChildProcess = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  later(() => {
    child.kill('SIGKILL');
    return closed;
  });
  const said = <T>(word: string) =>
    new Promise<T>((resolve, reject) => {
      void closed.then(() => reject(new Error('the forger ended early')));
      lines.on('line', (line) => {
        const told = JSON.parse(line) as Record<string, T>;
        if (told[word] !== undefined) resolve(told[word]);
      });
    });
  if (child.stdout === null) throw new Error('the forger has no output');
  const lines = createInterface({ input: child.stdout });
  return { announced: said('announced'), asked: said('answers') };
}
