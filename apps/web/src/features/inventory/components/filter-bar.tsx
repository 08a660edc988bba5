import { FILTER_FIELDS } from '../inventory-search.js';
import classes from './filter-bar.module.css';
import { FilterChips } from './filter-chips.js';
import { FilterMenu } from './filter-menu.js';
import type { FilterProps } from './filter-panel.js';

/** The filters in a line below the search, and those that are on. */
export function FilterBar({ search, facets, onChange }: FilterProps) {
  return (
    <div className={classes.bar}>
      <div className={classes.menus}>
        {FILTER_FIELDS.map((field) => (
          <FilterMenu
            key={field}
            field={field}
            facets={facets?.[field]}
            chosen={search[field]}
            onChange={onChange}
          />
        ))}
      </div>
      <FilterChips search={search} onChange={onChange} />
    </div>
  );
}
