import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useShortcuts } from '../../../lib/use-shortcuts.js';

/** Frames to wait for a row to be drawn after scrolling to it. */
const PATIENCE = 12;

interface RowKeysOptions {
  list: RefObject<HTMLElement | null>;
  columns: number;
  count: number;
  /** Brings an item into view. */
  reveal: (index: number) => void;
  /** The first item in view. */
  firstInView: () => number;
  onTick: (index: number, isRange: boolean) => void;
}

function steps(columns: number): Record<string, number> {
  const beside = columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {};
  return { ArrowDown: columns, ArrowUp: -columns, ...beside };
}

/** @returns which item of the list something is part of */
function indexOf(target: EventTarget): number | null {
  const place = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return place ? Number(place.dataset.index) : null;
}

/** Moves the focus among the items with the arrows, and ticks them with the space bar or x. */
export function useRowKeys({ list, columns, count, reveal, firstInView, onTick }: RowKeysOptions) {
  const focus = (index: number, patience = PATIENCE) => {
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    if (row) row.focus({ preventScroll: true });
    else if (patience > 0) requestAnimationFrame(() => focus(index, patience - 1));
  };
  const go = (index: number) => {
    if (index < 0 || index >= count) return;
    reveal(index);
    focus(index);
  };

  // When the item that has the focus leaves the list (deleted, filtered away), the one in its place takes the focus:
  // otherwise the next key would begin at the top of the page again.
  const held = useRef<number | null>(null);
  useEffect(() => {
    const release = () => {
      held.current = null;
    };
    document.addEventListener('pointerdown', release);
    return () => document.removeEventListener('pointerdown', release);
  }, []);
  useEffect(() => {
    if (held.current === null || count === 0 || document.activeElement !== document.body) return;
    focus(Math.min(held.current, count - 1), 0);
  });
  const onFocus = (event: FocusEvent) => {
    held.current = indexOf(event.target);
  };
  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) held.current = null;
  };

  useShortcuts([
    ['ArrowDown', () => go(firstInView())],
    ['ArrowUp', () => go(firstInView())],
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = indexOf(event.target);
    if (index === null) return;
    const step = steps(columns)[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(index + step);
    } else if (event.key === ' ' || event.key === 'x' || event.key === 'X') {
      // The browser ticks a focused box with the space bar by itself.
      if (event.target instanceof HTMLInputElement && event.key === ' ') return;
      event.preventDefault();
      onTick(index, event.shiftKey);
    }
  };
  return { onKeyDown, onFocus, onBlur };
}
