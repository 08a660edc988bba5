import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

type Shortcut = readonly [keys: string, act: (event: KeyboardEvent) => void];

const NOT_TEXT = ['checkbox', 'radio', 'button', 'submit'];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.includes(target.type);
  return target.isContentEditable || target.matches('textarea, select');
}

/**
 * Keys of the page. They are silent while somebody types, while a dialog, panel or menu is open, and when what has
 * the focus has used the key itself.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  // Asked before anybody else sees the key: the Escape that closes a dialog must not act on the page below as well.
  const isCovered = useRef(false);
  useEffect(() => {
    const look = () => {
      isCovered.current = document.querySelector('[role="dialog"], [role="menu"]') !== null;
    };
    window.addEventListener('keydown', look, { capture: true });
    return () => window.removeEventListener('keydown', look, { capture: true });
  }, []);
  useHotkeys(
    shortcuts.map(([keys, act]) => [
      keys,
      (event) => {
        if (event.defaultPrevented || isCovered.current || isTyping(event.target)) return;
        event.preventDefault();
        act(event);
      },
      { preventDefault: false },
    ]),
    [],
  );
}
