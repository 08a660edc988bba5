import { expect } from '@playwright/test';

const REPLICA = 'abcdefghijklm';

/**
 * An item as no form makes it: a peer gave its keys one value after the other, and nobody has chosen between them.
 * @param values of each key, the one that holds first
 */
export function inConflict(name: string, values: Readonly<Record<string, readonly unknown[]>>) {
  const at = Date.now() - 60_000;
  const stamp = (earlier: number) => `${(at - earlier).toString(16).padStart(12, '0')}0000-${REPLICA}`;
  const keys: Record<string, [unknown, string]> = { name: [name, stamp(0)] };
  for (const [key, [holds, ...lost]] of Object.entries(values)) {
    keys[key] = [holds, stamp(0)];
    lost.forEach((value, n) => {
      keys[`conflict:${key}:${stamp(n + 1)}`] = [{ value, over: stamp(0) }, stamp(0)];
    });
  }
  const id = `01930000-0000-7000-8000-${Math.random().toString(16).slice(2, 14).padEnd(12, '0')}`;
  return { id, keys, versions: { [REPLICA]: [stamp(0).slice(0, 16), 1] } };
}

/** Brings items to an instance as a peer would. @param url of its page */
export async function receive(url: string, items: readonly object[]): Promise<void> {
  const taken = await fetch(`${url}/api/v1/gossip/items/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ changes: items }),
  });
  expect(await taken.json()).toMatchObject({ applied: items.length, rejected: [] });
}
