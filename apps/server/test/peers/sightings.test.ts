import { expect, it } from 'vitest';
import type { Discovery, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';
import { createSightings } from '../../src/usecases/peers/sightings.js';
import { randomInstanceId } from '../discovery/announcements.js';
import { createFakeClock } from '../support/fake-clock.js';

function sightingsOf() {
  const listeners: ((event: DiscoveryEvent) => void)[] = [];
  const subscribe: Discovery['subscribe'] = (listener) => {
    listeners.push(listener);
    return () => undefined;
  };
  const sightings = createSightings({ subscribe } as Discovery, createFakeClock(), () => undefined);
  const tell = (event: DiscoveryEvent) => {
    for (const listener of listeners) listener(event);
  };
  const pass = (instanceId: string) => {
    const candidate = { instanceId, instanceName: 'Passing', protocol: 1, addresses: ['192.0.2.9:9080'] };
    tell({ type: 'seen', candidate });
    tell({ type: 'gone', instanceId });
  };
  return { sightings, pass };
}

it('remembers who came and went, but not all of 10,000 names that a forger made up', () => {
  const { sightings, pass } = sightingsOf();
  const neighbour = randomInstanceId();
  pass(neighbour);
  expect(sightings.lastSeen(neighbour)).toBeDefined();
  const forged = Array.from({ length: 10_000 }, randomInstanceId);
  for (const id of forged) pass(id);
  expect(forged.filter((id) => sightings.lastSeen(id) !== undefined).length).toBeLessThanOrEqual(256);
});

it('does not forget for a forger’s sake when a peer was last there that has proved who it is', () => {
  const { sightings, pass } = sightingsOf();
  const peer = randomInstanceId();
  pass(peer);
  sightings.reached(peer);
  const lastSeen = sightings.lastSeen(peer);
  for (let n = 0; n < 1000; n++) pass(randomInstanceId());
  expect(sightings.lastSeen(peer)).toBe(lastSeen);
});
