import { OWN_FIELD_TYPES, type OwnFieldUse } from '@brique/shared';
import { ActionIcon, Input, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ownFieldLabel } from '../../../lib/own-field-label.js';
import { completeLink } from '../../../lib/own-field-text.js';
import type { ItemFormValues } from '../item-form-values.js';
import classes from './own-fields-editor.module.css';
import { SuggestingInput } from './suggesting-input.js';

interface OwnFieldRowProps {
  form: UseFormReturnType<ItemFormValues>;
  /** Its place among the rows. */
  at: number;
  /** Own fields that other items have. */
  uses: readonly OwnFieldUse[];
  onRemove: () => void;
}

/** One own field: its name while it is new, what kind it is, and its value. */
export function OwnFieldRow({ form, at, uses, onRemove }: OwnFieldRowProps) {
  const { t } = useTranslation();
  const draft = form.values.ownFields[at];
  if (draft === undefined) return null;
  const { name, type, isKept } = draft;
  const path = `ownFields.${at}` as const;
  const others = new Set(form.values.ownFields.filter(({ id }) => id !== draft.id).map((each) => each.name));
  const suggestions = uses
    .filter((use) => !others.has(use.name))
    .map((use) => ({ value: use.name, count: use.count }));
  const label = name.trim() === '' ? t('form.own.value') : isKept ? ownFieldLabel(name, [...others]) : name;
  const value = form.getInputProps(`${path}.text`);
  const valueId = `own-${draft.id}`;
  const inputs = {
    id: valueId,
    label: isKept ? undefined : t('form.own.value'),
    autoComplete: 'off',
    ...value,
  };

  return (
    <fieldset aria-label={label} className={classes.row} data-own-field={draft.id} data-kept={isKept}>
      {isKept ? (
        // Above all three: a long name may take several lines.
        <Input.Label htmlFor={valueId} className={classes.name ?? ''}>
          {label}
        </Input.Label>
      ) : (
        <SuggestingInput
          label={t('form.own.name')}
          suggestions={suggestions}
          {...form.getInputProps(`${path}.name`)}
          onOptionSubmit={(chosen) => {
            const use = uses.find((each) => each.name === chosen);
            if (use) form.setFieldValue(`${path}.type`, use.type);
          }}
        />
      )}
      <NativeSelect
        className={classes.type ?? ''}
        label={isKept ? undefined : t('form.own.type')}
        aria-label={t('form.own.type')}
        data={OWN_FIELD_TYPES.map((each) => ({ value: each, label: t(`form.ownType.${each}`) }))}
        {...form.getInputProps(`${path}.type`)}
      />
      <div className={classes.value}>
        {type === 'text' ? (
          <Textarea {...inputs} autosize minRows={1} maxRows={10} />
        ) : type === 'number' ? (
          <TextInput {...inputs} inputMode="decimal" />
        ) : type === 'date' ? (
          <TextInput {...inputs} type="date" />
        ) : (
          <TextInput
            {...inputs}
            type="url"
            inputMode="url"
            placeholder="https://"
            onBlur={(event) => {
              form.setFieldValue(`${path}.text`, completeLink(event.currentTarget.value));
              value.onBlur?.(event);
            }}
          />
        )}
      </div>
      <ActionIcon
        className={classes.remove ?? ''}
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={t('form.own.remove', { name: label })}
        title={t('form.own.remove', { name: label })}
        onClick={onRemove}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}
