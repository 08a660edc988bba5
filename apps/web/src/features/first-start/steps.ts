import type { FirstStartStep, Settings, Stats } from '@brique/shared';

/** The steps that are shown, in their order. */
export const STEPS = ['name', 'items', 'connect'] as const satisfies readonly FirstStartStep[];
export type Step = (typeof STEPS)[number];

/**
 * @param settings what the instance remembers of its first start
 * @param stats what it holds; undefined while that is not known
 * @returns the step to show; null when there is nothing to begin: it is done, or somebody has begun without it
 */
export function stepToShow(
  settings: Pick<Settings, 'firstStart'> | undefined,
  stats: Pick<Stats, 'items' | 'deleted'> | undefined,
): Step | null {
  if (!settings || settings.firstStart === 'done') return null;
  if (settings.firstStart !== null) return settings.firstStart;
  return stats && stats.items + stats.deleted === 0 ? 'name' : null;
}
