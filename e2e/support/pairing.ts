import { expect } from '@playwright/test';
import type { Instance } from './brique-test.js';

/** The contract's 5 s for two instances to see each other, and room for a loaded machine. */
const DISCOVERY_MS = 15_000;

/** Both people open their Synchronisation page and see the other one there, found on the network. */
export async function meet(a: Instance, b: Instance): Promise<void> {
  await a.sync.open();
  await b.sync.open();
  for (const [here, there] of [
    [a, b],
    [b, a],
  ] as const) {
    await expect(here.sync.card(there.name)).toBeVisible({ timeout: DISCOVERY_MS });
  }
}

/** One approves the other, after both compared what their screens show. */
export async function approve(here: Instance, there: Instance): Promise<void> {
  await here.sync.approve(there.name, [await there.sync.shortId(), await here.sync.shortId()]);
}

/** Two instances that see and trust each other, both on their Synchronisation page. */
export async function pair(a: Instance, b: Instance): Promise<void> {
  await meet(a, b);
  await approve(a, b);
  await approve(b, a);
}
