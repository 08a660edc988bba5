import { LIMITS } from '@brique/shared';

export type NameFault = 'required' | 'tooLong';

/** @returns why a name will not do, before the server is asked; null when it will */
export function nameFault(typed: string): NameFault | null {
  const name = typed.trim();
  if (name === '') return 'required';
  return Array.from(name).length > LIMITS.instanceNameLength ? 'tooLong' : null;
}
