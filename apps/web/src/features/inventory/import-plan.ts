import {
  type DateOrder,
  type Duplicates,
  type ImportPreview,
  ITEM_FIELDS,
  type ItemField,
} from '@brique/shared';

/** What a person has decided about a file. */
export interface ImportPlan {
  /** The columns that each field is read from, first choice first. */
  map: Record<ItemField, string[]>;
  /** Further columns that become own fields. */
  own: string[];
  duplicates: Duplicates;
  /** Only where the file has dates with slashes. */
  dates: DateOrder | undefined;
}

const SLASHES = /^\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}/;

/** @param language as the browser names it: `en-US` writes the month first */
export function firstPlan({ map, dates }: ImportPreview, language: string): ImportPlan {
  const habit: DateOrder = language === 'en-US' ? 'mdy' : 'dmy';
  return {
    map,
    own: [],
    duplicates: 'skip',
    dates: dates === 'ambiguous' ? habit : (dates ?? undefined),
  };
}

/** @returns the columns that no field is read from, and that are not kept anyway */
export function columnsLeft({ columns, kept }: ImportPreview, { map }: ImportPlan): string[] {
  const used = new Set([...Object.values(map).flat(), ...kept]);
  return [...new Set(columns)].filter((column) => column !== '' && !used.has(column));
}

/** @returns a date of the chosen column that has a day and a month in doubt; null when there is none */
export function slashDate({ columns, rows }: ImportPreview, { map }: ImportPlan): string | null {
  const at = map.purchaseDate.map((name) => columns.indexOf(name));
  const dates = rows.flatMap((cells) => at.map((place) => cells[place] ?? ''));
  return dates.find((date) => SLASHES.test(date)) ?? null;
}

/** Reads a field from another column; '' takes the column away. @param place among the field's columns */
export function withColumn(plan: ImportPlan, field: ItemField, place: number, column: string): ImportPlan {
  const names = [...plan.map[field]];
  if (column === '') names.splice(place, 1);
  else names[place] = column;
  return withoutOwn({ ...plan, map: { ...plan.map, [field]: [...new Set(names)] } });
}

/** A column that became a field's is no own field any more. */
function withoutOwn(plan: ImportPlan): ImportPlan {
  const used = new Set(Object.values(plan.map).flat());
  return { ...plan, own: plan.own.filter((column) => !used.has(column)) };
}

/** @returns the plan as the query of `POST /items/import` */
export function planQuery({ map, own, duplicates, dates }: ImportPlan): Record<string, string | undefined> {
  const columns = ITEM_FIELDS.map((field): [string, string | string[]] => {
    const names = map[field];
    return [field, names.length > 1 ? names : (names[0] ?? '')];
  });
  return {
    map: JSON.stringify(Object.fromEntries(columns)),
    own: own.length > 0 ? JSON.stringify(own) : undefined,
    duplicates,
    dates,
  };
}
