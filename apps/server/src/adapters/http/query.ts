import { LIMITS } from '@brique/shared';
import type { Context } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';

/** @returns a query parameter, undefined when absent or empty */
export function textParam(
  c: Context,
  name: string,
  maxLength: number = LIMITS.shortTextLength,
): string | undefined {
  const value = c.req.query(name);
  if (value === undefined || value === '') return undefined;
  if (value.length > maxLength || value.includes('\0')) {
    throw malformedParam(name, `Give \`${name}\` at most ${maxLength} printable characters.`);
  }
  return value;
}

/** @returns one of `values`, undefined when absent @throws BriqueError `malformed` */
export function choiceParam<T extends string>(c: Context, name: string, values: readonly T[]): T | undefined {
  const value = c.req.query(name);
  if (value === undefined || value === '') return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw malformedParam(name, `Give \`${name}\` as one of: ${values.join(', ')}.`);
  return found;
}

export function flagParam(c: Context, name: string): boolean {
  const value = choiceParam(c, name, ['0', '1', 'true', 'false']);
  return value === '1' || value === 'true';
}

/** @returns `limit`, 1 … LIMITS.pageSize */
export function limitParam(c: Context, fallback = 50, max: number = LIMITS.pageSize): number {
  const value = c.req.query('limit');
  if (value === undefined || value === '') return fallback;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= max) return limit;
  throw malformedParam('limit', `Give \`limit\` as a whole number from 1 to ${max}.`);
}

/** @returns `cursor` as the number it is, undefined when absent */
export function numberCursorParam(c: Context): number | undefined {
  const cursor = textParam(c, 'cursor');
  if (cursor === undefined) return undefined;
  const value = Number(cursor);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw malformedParam('cursor', 'This `cursor` is not one that the history gave out.');
}

export function malformedParam(field: string, message: string): BriqueError {
  return new BriqueError('malformed', message, [{ field, code: 'malformed', message }]);
}
