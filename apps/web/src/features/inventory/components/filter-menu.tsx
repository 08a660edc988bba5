import type { FacetValue } from '@brique/shared';
import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { FilterField, InventorySearch } from '../inventory-search.js';
import { FilterOptions } from './filter-options.js';
import { useFilterWords } from './use-filter-words.js';

interface FilterMenuProps {
  field: FilterField;
  /** Undefined while they are being counted. */
  facets: readonly FacetValue[] | undefined;
  chosen: string | undefined;
  onChange: (changes: InventorySearch) => void;
}

/** One filter as a button that opens its values; for wide screens. */
export const FilterMenu = memo(function FilterMenu({ field, facets, chosen, onChange }: FilterMenuProps) {
  const words = useFilterWords();
  const [opened, setOpened] = useState(false);
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
          facets={facets}
          chosen={chosen}
          onChoose={(value) => {
            setOpened(false);
            onChange({ [field]: value });
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
});
