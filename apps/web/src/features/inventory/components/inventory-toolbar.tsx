import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InventorySearch, type OfferedSort, SORTS } from '../inventory-search.js';
import classes from './inventory-toolbar.module.css';

/** Long enough to skip the letters in between, short enough to feel like typing. */
const TYPING_MS = 150;

interface InventoryToolbarProps {
  q: string;
  sort: OfferedSort;
  trash: boolean;
  onChange: (changes: InventorySearch) => void;
}

export function InventoryToolbar({ q, sort, trash, onChange }: InventoryToolbarProps) {
  const { t } = useTranslation();
  const sortNames: Record<OfferedSort, string> = {
    '-updatedAt': t('inventory.sortUpdated'),
    '-createdAt': t('inventory.sortCreated'),
    name: t('inventory.sortName'),
    '-name': t('inventory.sortNameDown'),
    category: t('inventory.sortCategory'),
    brand: t('inventory.sortBrand'),
  };
  return (
    <div className={classes.toolbar}>
      <SearchField q={q} onChange={onChange} />
      <NativeSelect
        className={classes.sort}
        aria-label={t('inventory.sort')}
        value={sort}
        data={SORTS.map((value) => ({ value, label: sortNames[value] }))}
        onChange={(event) => {
          const chosen = SORTS.find((each) => each === event.currentTarget.value);
          onChange({ sort: chosen === SORTS[0] ? undefined : chosen });
        }}
      />
      <Button
        variant={trash ? 'light' : 'default'}
        aria-pressed={trash}
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={() => onChange({ trash: trash ? undefined : true })}
      >
        {t('inventory.trash')}
      </Button>
    </div>
  );
}

function SearchField({ q, onChange }: Pick<InventoryToolbarProps, 'q' | 'onChange'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const send = useDebouncedCallback((text: string) => {
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

  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={t('inventory.search')}
      placeholder={t('inventory.searchPlaceholder')}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
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
