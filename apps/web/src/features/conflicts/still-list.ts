import type { ConflictedItem, FieldConflict, Item } from '@brique/shared';

/** A conflict on the screen. */
export interface ShownConflict {
  conflict: FieldConflict;
  /** It was settled, but not here: it keeps its place until nothing can be pressed by mistake. */
  isGone: boolean;
}

export interface ShownItem {
  item: Item;
  conflicts: ShownConflict[];
  /** Conflicts of the item that are not on the screen. */
  moreFields: number;
}

/** A list of conflicts that stays still under the hands of who works on it, however much is settled elsewhere meanwhile. */
export interface StillList {
  shown: readonly ShownItem[];
  /** What the server told last. */
  told: readonly ConflictedItem[];
  /** Somebody is at it. */
  isTouched: boolean;
  /** Conflicts of which a choice is on its way to the server. */
  sending: ReadonlySet<string>;
  /** Conflicts in which something is being typed. */
  typing: ReadonlySet<string>;
  /** What was settled elsewhere, as last seen. */
  news: readonly { item: Item; key: string }[];
}

export type StillAction =
  | { type: 'told'; items: readonly ConflictedItem[] }
  | { type: 'touched' | 'left' }
  | { type: 'sending' | 'settled' | 'failed'; id: string }
  | { type: 'typing'; id: string; isTyping: boolean };

/** Names a conflict among all that are shown. */
export function conflictId(itemId: string, key: string): string {
  return `${itemId} ${key}`;
}

export function startStill(told: readonly ConflictedItem[]): StillList {
  const none: ReadonlySet<string> = new Set();
  return { shown: asTold(told), told, isTouched: false, sending: none, typing: none, news: [] };
}

export function stillReducer(list: StillList, action: StillAction): StillList {
  switch (action.type) {
    case 'told':
      return { ...arranged({ ...list, told: action.items }), news: newsFor(list, action.items) };
    case 'touched':
      return list.isTouched ? list : { ...list, isTouched: true };
    case 'left':
      return list.isTouched ? arranged({ ...list, isTouched: false }) : list;
    case 'typing':
      return { ...list, typing: changed(list.typing, action.id, action.isTyping) };
    case 'sending':
      return { ...list, sending: changed(list.sending, action.id, true) };
    case 'failed':
      return arranged({ ...list, sending: changed(list.sending, action.id, false) });
    case 'settled':
      return settled(list, action.id);
  }
}

/** What was settled here goes at once, and with it what was settled elsewhere: things move now anyway. */
function settled(list: StillList, id: string): StillList {
  const typing = changed(list.typing, id, false);
  const isOther = (item: Item, key: string) => conflictId(item.id, key) !== id;
  const shown = list.shown.map(({ conflicts, ...of }) => ({
    ...of,
    conflicts: conflicts.filter(
      ({ conflict: { key }, isGone }) =>
        isOther(of.item, key) && (!isGone || typing.has(conflictId(of.item.id, key))),
    ),
  }));
  // An answer that is still to come says so too; until then nobody brings it back.
  const told = list.told.map(({ fields, ...of }) => ({
    ...of,
    fields: fields.filter(({ key }) => isOther(of.item, key)),
  }));
  return {
    ...list,
    shown: shown.filter(({ conflicts }) => conflicts.length > 0),
    told: told.filter(({ fields }) => fields.length > 0),
    sending: changed(list.sending, id, false),
    typing,
  };
}

function arranged(list: StillList): StillList {
  const shown = list.isTouched || list.typing.size > 0 ? heldStill(list) : asTold(list.told);
  return { ...list, shown };
}

function asTold(told: readonly ConflictedItem[]): ShownItem[] {
  return told.map(({ fields, ...of }) => ({
    ...of,
    conflicts: fields.map((conflict) => ({ conflict, isGone: false })),
  }));
}

/** Each thing keeps its place, so that nothing comes under a finger that was about to press something else; what is new comes last. */
function heldStill({ shown, told, sending }: StillList): ShownItem[] {
  const fresh = new Map(told.map((one) => [one.item.id, one]));
  const stayed = shown.map((old) => {
    const now = fresh.get(old.item.id);
    fresh.delete(old.item.id);
    return stillItem(old, now, sending);
  });
  return [...stayed, ...asTold([...fresh.values()])];
}

function stillItem(old: ShownItem, now: ConflictedItem | undefined, sending: ReadonlySet<string>): ShownItem {
  const item = now?.item ?? old.item;
  const fields = new Map((now?.fields ?? []).map((field) => [field.key, field]));
  const stayed = old.conflicts.map(({ conflict }): ShownConflict => {
    const field = fields.get(conflict.key);
    fields.delete(conflict.key);
    if (field !== undefined) return { conflict: stillSides(conflict, field), isGone: false };
    return { conflict, isGone: !sending.has(conflictId(item.id, conflict.key)) };
  });
  const added = [...fields.values()].map((conflict) => ({ conflict, isGone: false }));
  return { item, conflicts: [...stayed, ...added], moreFields: now?.moreFields ?? 0 };
}

/** The sides in the order in which they were shown: what is pressed must be what was read. */
export function stillSides(old: FieldConflict, fresh: FieldConflict): FieldConflict {
  const place = new Map(old.sides.map((side, at) => [`${side.peer} ${side.at}`, at]));
  const placeOf = ({ peer, at }: FieldConflict['sides'][number]) =>
    place.get(`${peer} ${at}`) ?? old.sides.length;
  return { ...fresh, sides: fresh.sides.toSorted((a, b) => placeOf(a) - placeOf(b)) };
}

/** What was open and is no longer, though nothing was chosen here. */
function newsFor({ shown, sending }: StillList, told: readonly ConflictedItem[]): StillList['news'] {
  const open = new Set(told.flatMap(({ item, fields }) => fields.map(({ key }) => conflictId(item.id, key))));
  return shown.flatMap(({ item, conflicts }) =>
    conflicts
      .filter(({ conflict, isGone }) => {
        const id = conflictId(item.id, conflict.key);
        return !isGone && !open.has(id) && !sending.has(id);
      })
      .map(({ conflict }) => ({ item, key: conflict.key })),
  );
}

/** Conflicts that are open, in the order of the page. */
export function openIds(shown: readonly ShownItem[]): string[] {
  return shown.flatMap(({ item, conflicts }) =>
    conflicts.filter(({ isGone }) => !isGone).map(({ conflict }) => conflictId(item.id, conflict.key)),
  );
}

/** What is open, item by item. */
export function openItems(shown: readonly ShownItem[]): Pick<ConflictedItem, 'item' | 'fields'>[] {
  return shown.map(({ item, conflicts }) => ({
    item,
    fields: conflicts.filter(({ isGone }) => !isGone).map(({ conflict }) => conflict),
  }));
}

/** The conflict to go on with after one: the next below, else the one above; null when there is no other. */
export function nextAfter(shown: readonly ShownItem[], id: string): string | null {
  const ids = openIds(shown);
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}

function changed(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  if (set.has(id) === isIn) return set;
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
