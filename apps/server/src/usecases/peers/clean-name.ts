import { LIMITS } from '@brique/shared';

/** A name as others give it, fit to be shown. */
export function cleanName(name: string): string {
  const printable = name.replace(/\p{Cc}/gu, '').trim();
  return Array.from(printable).slice(0, LIMITS.instanceNameLength).join('');
}
