import { LIMITS } from '@brique/shared';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When what was deleted then goes for good. @returns ISO 8601 */
export function endOfTrash(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + LIMITS.trashDays * DAY_MS).toISOString();
}

/** @returns days that remain in the trash, the begun one included; 0 when they are over */
export function daysLeft(deletedAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(endOfTrash(deletedAt)) - now) / DAY_MS));
}
