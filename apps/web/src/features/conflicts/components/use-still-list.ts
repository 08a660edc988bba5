import type { ConflictedItem, FieldConflict, Item, SettleChoice } from '@brique/shared';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ApiProblem } from '../../../lib/api-client.js';
import { conflictId, nextAfter, openIds, openItems, startStill, stillReducer } from '../still-list.js';
import { useSettlement } from './use-settlement.js';

/** A hand that has just left may come back to press what it was about to press. */
const LINGER_MS = 1500;

/** The element of a conflict on the page. @param prefix of the list, since two may be on one page */
export function elementIdOf(prefix: string, id: string): string {
  return `${prefix} ${id}`.replaceAll(/[^\w-]/g, (sign) => `_${sign.codePointAt(0)}`);
}

/**
 * Keeps a list of conflicts still while somebody is at it, makes choices, and moves the focus to the next conflict after each.
 * @param told what the server tells; a new array only when that changes
 * @param prefix of the ids of the conflicts' elements
 * @param onEmpty called when a choice made here was the last, to give the focus a place
 */
export function useStillList(told: readonly ConflictedItem[], prefix: string, onEmpty: () => void) {
  const [list, dispatch] = useReducer(stillReducer, told, startStill);
  const settle = useSettlement();
  useEffect(() => dispatch({ type: 'told', items: told }), [told]);

  const place = useRef<HTMLDivElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isPointedAt = useRef(false);
  useEffect(() => () => clearTimeout(leaving.current), []);
  const touch = () => {
    clearTimeout(leaving.current);
    dispatch({ type: 'touched' });
  };
  const leave = useCallback(() => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => {
      // Asked of the page: what is taken away while it has the focus tells nobody that it lost it.
      const hasFocus = place.current?.contains(document.activeElement) ?? false;
      if (!isPointedAt.current && !hasFocus) dispatch({ type: 'left' });
    }, LINGER_MS);
  }, []);
  const next = useRef<{ after: string; go: string | null } | null>(null);
  const empty = useRef(onEmpty);
  empty.current = onEmpty;
  useEffect(() => {
    const ids = openIds(list.shown);
    if (next.current === null || ids.includes(next.current.after)) return;
    const go = [next.current.go, ids[0]].find((id) => id !== null && id !== undefined && ids.includes(id));
    next.current = null;
    // What had the focus may be gone with the conflict.
    leave();
    // Somebody who has gone on elsewhere is not called back.
    const { activeElement } = document;
    const isAtIt =
      activeElement === null ||
      activeElement === document.body ||
      !activeElement.isConnected ||
      place.current?.contains(activeElement);
    if (!isAtIt) return;
    if (go) document.getElementById(elementIdOf(prefix, go))?.focus();
    else empty.current();
  }, [list.shown, prefix, leave]);

  const choose = async (
    item: Item,
    conflict: FieldConflict,
    choice: SettleChoice,
  ): Promise<ApiProblem | null> => {
    const id = conflictId(item.id, conflict.key);
    const go = nextAfter(list.shown, id);
    dispatch({ type: 'sending', id });
    const problem = await settle.one(item, conflict, choice);
    if (problem === null) next.current = { after: id, go };
    dispatch({ type: problem === null ? 'settled' : 'failed', id });
    return problem;
  };

  /** What holds stays, in all that is shown. */
  const chooseAll = async (): Promise<void> => {
    const open = openItems(list.shown);
    const ids = openIds(list.shown);
    for (const id of ids) dispatch({ type: 'sending', id });
    const isDone = await settle.all(open);
    const [first] = ids;
    if (isDone && first !== undefined) next.current = { after: first, go: null };
    for (const id of ids) dispatch({ type: isDone ? 'settled' : 'failed', id });
  };

  const hands = {
    ref: place,
    onPointerEnter: () => {
      isPointedAt.current = true;
      touch();
    },
    onPointerLeave: () => {
      isPointedAt.current = false;
      leave();
    },
    onFocus: touch,
    onBlur: leave,
  };

  return { list, dispatch, choose, chooseAll, write: settle.write, hands };
}
