import { ActionIcon, TextInput } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../lib/use-shortcuts.js';
import type { InventorySearch } from '../inventory-search.js';
import classes from './inventory-toolbar.module.css';

/** The first letter is searched for at once; letters that follow faster than this go together. */
const TYPING_MS = 50;

interface SearchFieldProps {
  q: string;
  onChange: (changes: InventorySearch) => void;
}

/** The search, which `/` reaches from anywhere on the page. */
export function SearchField({ q, onChange }: SearchFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const send = useThrottledCallback((text: string) => {
    sent.current = text.trim();
    onChange({ q: sent.current || undefined });
  }, TYPING_MS);

  // The address can change by other ways (back, a link, "clear"): follow it, but never overwrite what is being typed.
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setTyped(q);
  }, [q]);

  const change = (text: string) => {
    setTyped(text);
    send(text);
  };

  const reach = () => input.current?.select();
  // On some keyboards the slash needs the shift key.
  useShortcuts([
    ['/', reach],
    ['shift+/', reach],
  ]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (typed !== '') change('');
      else event.currentTarget.blur();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-index] a')?.focus();
    }
  };

  return (
    <TextInput
      ref={input}
      type="search"
      className={classes.search}
      aria-label={t('inventory.search')}
      placeholder={t('inventory.searchPlaceholder')}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        typed !== '' && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('inventory.clearSearch')}
            onClick={() => change('')}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )
      }
    />
  );
}
