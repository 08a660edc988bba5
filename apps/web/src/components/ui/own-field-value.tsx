import type { OwnFieldValue } from '@brique/shared';
import { Anchor } from '@mantine/core';
import { isSafeLink } from '../../lib/own-field-text.js';
import { useFormats } from '../../lib/use-formats.js';
import { LongText } from './long-text.js';

/** The value of a person's own field, as its type wants it. */
export function OwnFieldShown({ field: { type, value } }: { field: OwnFieldValue }) {
  const formats = useFormats();
  if (type === 'number') return formats.plainNumber(value);
  if (type === 'date') return formats.calendarDate(value);
  if (type === 'link' && isSafeLink(value)) {
    return (
      <Anchor href={value} target="_blank" rel="noopener noreferrer" inherit>
        {value.replace(/^(https?:\/\/|mailto:)/i, '')}
      </Anchor>
    );
  }
  return <LongText text={value} />;
}

/** The same in plain words, inside a sentence. */
export function useOwnFieldText(): (field: OwnFieldValue) => string {
  const formats = useFormats();
  return ({ type, value }) => {
    if (type === 'number') return formats.plainNumber(value);
    return type === 'date' ? formats.calendarDate(value) : value;
  };
}
