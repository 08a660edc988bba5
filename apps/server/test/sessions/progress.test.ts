import type { SyncProgress } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { running } from './grid.js';
import { create, progressOf, twoInstances } from './two-instances.js';

/** Progress cut into its phases. */
function phasesOf(seen: readonly SyncProgress[]): SyncProgress[][] {
  const phases: SyncProgress[][] = [];
  for (const progress of seen) {
    const last = phases.at(-1)?.at(-1);
    const isNew =
      last === undefined || last.phase !== progress.phase || (progress.done === 0 && last.done > 0);
    if (isNew) phases.push([progress]);
    else phases.at(-1)?.push(progress);
  }
  return phases;
}

/** Within a phase nothing runs backwards, and nobody is told that more than everything is done. */
function checkProgress(seen: readonly SyncProgress[]): void {
  for (const phase of phasesOf(seen)) {
    for (const [i, { done, total, bytes }] of phase.entries()) {
      const before = phase[i - 1];
      if (total !== null) expect(done).toBeLessThanOrEqual(total);
      if (before === undefined) continue;
      expect(done).toBeGreaterThanOrEqual(before.done);
      expect(bytes).toBeGreaterThanOrEqual(before.bytes);
    }
  }
}

const outline = (seen: readonly SyncProgress[]) =>
  phasesOf(seen).map((phase) => [phase[0]?.phase, phase.at(-1)?.done, phase.at(-1)?.total]);

describe('progress', () => {
  it('tells what goes on, both ways, on both sides', async () => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(anna, 1);
    await grid.sync(anna, bruno);
    await create(anna, 10, 25);
    await create(bruno, 101, 35);
    const [ours, theirs] = [progressOf(anna), progressOf(bruno)];
    await grid.sync(anna, bruno);
    checkProgress(ours);
    checkProgress(theirs);
    expect(outline(ours)).toEqual([
      ['connecting', 0, null],
      ['receiving', 35, 35],
      ['sending', 25, 25],
      ['verifying', 0, null],
    ]);
    expect(outline(theirs)).toEqual([
      ['connecting', 0, null],
      ['sending', 35, 35],
      ['receiving', 25, null],
    ]);
    expect(ours.filter(({ phase }) => phase === 'receiving').map(({ done }) => done)).toEqual([
      0, 10, 20, 30, 35,
    ]);
  });

  it('tells of the comparison on a first contact of two full instances', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 40);
    await create(bruno, 101, 40);
    const [ours, theirs] = [progressOf(anna), progressOf(bruno)];
    await grid.sync(anna, bruno);
    checkProgress(ours);
    checkProgress(theirs);
    expect(outline(ours).map(([phase]) => phase)).toEqual([
      ...['connecting', 'comparing', 'receiving', 'sending', 'verifying'],
    ]);
  });

  it.each(['anna', 'bruno'] as const)(
    'never tells of more than everything while %s goes on typing',
    async (who) => {
      const { grid, anna, bruno } = await twoInstances({ batchItems: 5 });
      await create(anna, 1, 20);
      await create(bruno, 101, 20);
      await grid.sync(anna, bruno);
      await create(anna, 21, 20);
      await create(bruno, 121, 20);
      const [ours, theirs] = [progressOf(anna), progressOf(bruno)];
      let typed = 1000;
      const typing: Promise<void>[] = [];
      running(anna).replica.events.subscribe((name) => {
        if (name !== 'sync-progress' || typed >= 1060) return;
        typed += 3;
        typing.push(create(who === 'anna' ? anna : bruno, typed, 3));
      });
      await grid.sync(anna, bruno);
      await Promise.all(typing);
      checkProgress(ours);
      checkProgress(theirs);
    },
  );

  it('counts a session that finds nothing to do without a phase that flickers', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1);
    await grid.sync(anna, bruno);
    const ours = progressOf(anna);
    await grid.sync(anna, bruno);
    expect(outline(ours)).toEqual([['connecting', 0, null]]);
  });
});
