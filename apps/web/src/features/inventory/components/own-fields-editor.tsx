import { LIMITS } from '@brique/shared';
import { Button, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownFieldUsesQueryOptions } from '../api/own-field-uses.js';
import type { ItemFormValues } from '../item-form-values.js';
import { OwnFieldRow } from './own-field-row.js';
import classes from './own-fields-editor.module.css';

interface OwnFieldsEditorProps {
  form: UseFormReturnType<ItemFormValues>;
  /** What they are for, while there are none. */
  text: string;
}

/** The fields that a person gives an item beyond those that every item has. */
export function OwnFieldsEditor({ form, text }: OwnFieldsEditorProps) {
  const { t } = useTranslation();
  const uses = useQuery(ownFieldUsesQueryOptions()).data?.fields;
  const add = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<string | null>(null);
  const rows = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (added !== null)
      rows.current?.querySelector<HTMLElement>(`[data-own-field="${added}"] input`)?.focus();
  }, [added]);
  const drafts = form.values.ownFields;
  const isFull = drafts.length >= LIMITS.ownFieldsPerItem;

  return (
    <fieldset className={classes.fields} ref={rows}>
      <legend className={classes.legend}>{t('form.own.title')}</legend>
      {drafts.length === 0 && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
      {drafts.map((draft, at) => (
        <OwnFieldRow
          key={draft.id}
          form={form}
          at={at}
          uses={uses ?? []}
          onRemove={() => {
            form.removeListItem('ownFields', at);
            add.current?.focus();
          }}
        />
      ))}
      {form.errors.ownFields && (
        <Text size="sm" c="red" role="alert">
          {form.errors.ownFields}
        </Text>
      )}
      <Button
        ref={add}
        variant="default"
        className={classes.add ?? ''}
        leftSection={<IconPlus size={18} aria-hidden />}
        disabled={isFull}
        onClick={() => {
          const id = randomId();
          form.insertListItem('ownFields', { id, name: '', type: 'text', text: '', isKept: false });
          setAdded(id);
        }}
      >
        {t('form.own.add')}
      </Button>
      {isFull && (
        <Text size="sm" c="dimmed">
          {t('form.own.full', { count: LIMITS.ownFieldsPerItem })}
        </Text>
      )}
    </fieldset>
  );
}
