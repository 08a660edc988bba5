import { ITEM_NEEDS, type ItemFilter } from '@brique/shared';
import type { Context } from 'hono';
import { choice, flag, text } from '../openapi/describe.js';
import { choiceParam, flagParam, textParam } from '../query.js';

const HEALTHS = ['incomplete', 'partial', 'secured'] as const;

/** The filter's parameters, for the description of routes that take it. */
export const FILTER_QUERY = {
  search: text,
  category: text,
  brand: text,
  health: choice(...HEALTHS),
  origin: text,
  only: choice(...ITEM_NEEDS),
  deleted: flag,
};

/** The filter in a query string, as lists, counts and exports take it. @throws BriqueError `malformed` */
export function filterParams(c: Context): ItemFilter {
  const search = textParam(c, 'search', 1000);
  const category = textParam(c, 'category');
  const brand = textParam(c, 'brand');
  const health = choiceParam(c, 'health', HEALTHS);
  const origin = textParam(c, 'origin');
  const only = choiceParam(c, 'only', ITEM_NEEDS);
  return {
    ...(search !== undefined && { search }),
    ...(category !== undefined && { category }),
    ...(brand !== undefined && { brand }),
    ...(health !== undefined && { health }),
    ...(origin !== undefined && { origin }),
    ...(only !== undefined && { only }),
    deleted: flagParam(c, 'deleted'),
  };
}
