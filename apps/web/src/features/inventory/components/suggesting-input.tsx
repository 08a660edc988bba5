import type { FacetValue } from '@brique/shared';
import { Autocomplete, type AutocompleteProps, type ComboboxItem } from '@mantine/core';
import { markMatches } from '../match-marks.js';

/** More than these would have to be scrolled; typing one more letter is quicker. */
const SHOWN = 8;
/** Room for all of them, in px. */
const HEIGHT = 400;

type SuggestingInputProps = Omit<AutocompleteProps, 'data' | 'filter'> & {
  suggestions: readonly FacetValue[] | undefined;
};

/** A text field that offers what other items hold there, most frequent first; anything else may be typed. */
export function SuggestingInput({ suggestions, ...props }: SuggestingInputProps) {
  const data = (suggestions ?? []).map(({ value }) => value).filter((value) => value !== '');
  return (
    <Autocomplete
      autoComplete="off"
      {...props}
      data={[...new Set(data)]}
      filter={({ options, search, limit }) =>
        (options as ComboboxItem[])
          .filter(
            ({ label }) =>
              label !== search &&
              (search.trim() === '' || markMatches(label, search).some((part) => part.isMatch)),
          )
          .slice(0, limit)
      }
      limit={SHOWN}
      // Going through the form with the Tab key opens nothing; typing and the arrows do.
      openOnFocus={false}
      maxDropdownHeight={HEIGHT}
      styles={{ option: { overflowWrap: 'anywhere' } }}
      // A closed list is no part of the page; an open one stays in the dialog around it.
      comboboxProps={{ keepMounted: false, withinPortal: false }}
    />
  );
}
