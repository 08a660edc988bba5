import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { FilterField } from '../inventory-search.js';
import { FilterOptions } from './filter-options.js';
import type { FilterProps } from './filter-panel.js';
import { useFilterWords } from './use-filter-words.js';

/** One filter as a button that opens its values; for wide screens. */
export function FilterMenu({ field, search, facets, onChange }: FilterProps & { field: FilterField }) {
  const words = useFilterWords();
  const [opened, setOpened] = useState(false);
  const chosen = search[field];
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-md"
          fz="sm"
          variant={chosen === undefined ? 'default' : 'light'}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {words.field(field)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={words.field(field)}>
        <FilterOptions
          field={field}
          facets={facets?.[field]}
          chosen={chosen}
          onChoose={(value) => {
            setOpened(false);
            onChange({ [field]: value });
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
