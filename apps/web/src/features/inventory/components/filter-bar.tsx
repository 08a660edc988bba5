import { FILTER_FIELDS } from '../inventory-search.js';
import classes from './filter-bar.module.css';
import { FilterChips } from './filter-chips.js';
import { FilterMenu } from './filter-menu.js';
import type { FilterProps } from './filter-panel.js';

/** The filters in a line below the search, and those that are on. */
export function FilterBar(props: FilterProps) {
  return (
    <div className={classes.bar}>
      <div className={classes.menus}>
        {FILTER_FIELDS.map((field) => (
          <FilterMenu key={field} field={field} {...props} />
        ))}
      </div>
      <FilterChips search={props.search} onChange={props.onChange} />
    </div>
  );
}
