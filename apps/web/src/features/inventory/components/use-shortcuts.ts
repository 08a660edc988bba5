import { useHotkeys } from '@mantine/hooks';

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
  useHotkeys(
    shortcuts.map(([keys, act]) => [
      keys,
      (event) => {
        if (event.defaultPrevented || isTyping(event.target)) return;
        if (document.querySelector('[role="dialog"], [role="menu"]')) return;
        event.preventDefault();
        act(event);
      },
      { preventDefault: false },
    ]),
    [],
  );
}
