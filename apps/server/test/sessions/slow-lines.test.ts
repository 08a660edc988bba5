import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleItem, writeOf } from '../replica-store/sample-items.js';
import { documentsOf, logsOf, type Node, running } from './grid.js';
import { twoInstances } from './two-instances.js';

const BYTES_PER_SECOND = 10_000;
/** Longer than a session may be silent, in one batch. */
const ITEMS = 100;

/** What goes over a slow line takes its time. */
const take = (bytes: number) => vi.advanceTimersByTimeAsync((bytes / BYTES_PER_SECOND) * 1000);

async function fill(node: Node): Promise<void> {
  const items = Array.from({ length: ITEMS }, (_, n) => writeOf(sampleItem(n, { notes: 'x'.repeat(9000) })));
  await running(node).replica.store.write((tx) => tx.save(items));
}

/** A session that one has begun with another, as that other sees it. */
async function opened() {
  const { grid, anna, bruno } = await twoInstances();
  const caller = { id: anna.facts.instanceId, name: 'Anna', session: 'x' };
  const { responder, context } = running(bruno);
  const request = { id: 'x', protocol: 1, trigger: 'manual', instanceName: 'Anna', cursor: null } as const;
  await responder.open(caller, { ...request, now: new Date(grid.now).toISOString() });
  return { anna, bruno, caller, responder, isRunning: () => context.registry.running().length === 1 };
}

describe('a session over a line on which a batch takes minutes', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on while the peer’s upload comes, and ends a minute after nothing came any more', async () => {
    const { anna, bruno, caller, responder, isRunning } = await opened();
    await fill(anna);
    const body = Buffer.from(`${[...documentsOf(anna).values()].join('\n')}\n`);
    async function* slowly() {
      for (let at = 0; at < body.length; at += 16_384) {
        const chunk = body.subarray(at, at + 16_384);
        await take(chunk.length);
        yield chunk;
      }
    }
    expect(await responder.batch(caller, slowly())).toMatchObject({ applied: ITEMS });
    expect(isRunning()).toBe(true);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(isRunning()).toBe(false);
    expect(logsOf(bruno).at(-1)?.error).toMatch(/^connection_lost/);
  });

  it('goes on while the peer takes what is streamed to it', async () => {
    const { bruno, caller, responder, isRunning } = await opened();
    await fill(bruno);
    let text = '';
    for await (const piece of await responder.changes(caller, null)) {
      await take(piece.length);
      text += piece;
    }
    expect(isRunning()).toBe(true);
    expect(text.split('\n').filter((line) => line.startsWith('{"id"'))).toEqual([
      ...documentsOf(bruno).values(),
    ]);
  });
});
