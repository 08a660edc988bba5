import type { ItemInput } from '@brique/shared';
import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { checkField, useFaultText } from '../../../lib/field-fault.js';
import { itemFacetsQueryOptions } from '../api/item-facets.js';
import { ownFieldUsesQueryOptions } from '../api/own-field-uses.js';
import { EMPTY_ITEM, type ItemFormValues } from '../item-form-values.js';
import { checkSharedField, isBlankDraft, sharedOwnFields } from '../own-field-values.js';
import classes from './bulk-edit-dialog.module.css';
import { OwnFieldsEditor } from './own-fields-editor.js';
import { SuggestingInput } from './suggesting-input.js';
import { useFocusBack } from './use-focus-back.js';

/** What many items can have in common; a name and a serial number belong to one. */
const FIELDS = ['category', 'brand', 'model', 'purchaseDate'] as const;
type BulkField = (typeof FIELDS)[number];
type Values = Partial<Record<BulkField, string>>;

interface BulkEditDialogProps {
  count: number;
  onClose: () => void;
  onSubmit: (changes: Partial<ItemInput>) => Promise<void>;
}

/**
 * Sets fields of all selected items. Of the fixed ones only ticked ones change; one that is ticked and empty is emptied. Own fields are
 * added to all, or taken away from all.
 */
export function BulkEditDialog({ count, onClose, onSubmit }: BulkEditDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const facets = useQuery(itemFacetsQueryOptions({})).data;
  const [values, setValues] = useState<Values>({});
  const [isBusy, setBusy] = useState(false);
  const chosen = FIELDS.filter((field) => values[field] !== undefined);
  const isValid = chosen.every((field) => checkField(field, values[field] ?? '') === null);
  const uses = useQuery(ownFieldUsesQueryOptions()).data?.fields ?? [];
  const known = uses.map(({ name }) => name);
  const faultText = useFaultText();
  const own = useForm<ItemFormValues>({
    initialValues: EMPTY_ITEM,
    validate: ({ ownFields }) =>
      Object.fromEntries(
        ownFields.flatMap((draft, at) => {
          const { name, text } = checkSharedField(draft, ownFields, known);
          return [
            [`ownFields.${at}.name`, faultText(name)],
            [`ownFields.${at}.text`, faultText(text)],
          ];
        }),
      ),
  });
  const drafts = own.values.ownFields;
  const changesNothing = chosen.length === 0 && drafts.every(isBlankDraft);

  const set = (field: BulkField, value: string | undefined) =>
    setValues(({ [field]: _old, ...rest }) => (value === undefined ? rest : { ...rest, [field]: value }));

  const submit = async () => {
    const changes: Partial<ItemInput> = Object.fromEntries(
      chosen.map((field) => [field, field === 'purchaseDate' ? values[field] || null : values[field]]),
    );
    const ownFields = sharedOwnFields(drafts, known);
    setBusy(true);
    await onSubmit(Object.keys(ownFields).length > 0 ? { ...changes, ownFields } : changes);
    setBusy(false);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inventory.selection.editTitle', { count })}
      // The suggestions may reach beyond it, as long as it does not have to scroll.
      classNames={{ content: drafts.length === 0 ? (classes.content ?? '') : '' }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!changesNothing && isValid && !own.validate().hasErrors) void submit();
        }}
      >
        <Stack gap="sm">
          <Text c="dimmed" size="sm">
            {t('inventory.selection.editText')}
          </Text>
          {FIELDS.map((field) => {
            const shared = {
              'aria-label': t(`item.${field}`),
              value: values[field] ?? '',
              disabled: values[field] === undefined,
              error: checkField(field, values[field] ?? '') !== null,
            };
            return (
              <div key={field} className={classes.field}>
                <Checkbox
                  label={t(`item.${field}`)}
                  checked={values[field] !== undefined}
                  onChange={(event) => set(field, event.currentTarget.checked ? '' : undefined)}
                />
                {field === 'category' || field === 'brand' ? (
                  <SuggestingInput
                    {...shared}
                    suggestions={facets?.[field]}
                    onChange={(value) => set(field, value)}
                  />
                ) : (
                  <TextInput
                    {...shared}
                    type={field === 'purchaseDate' ? 'date' : 'text'}
                    onChange={(event) => set(field, event.currentTarget.value)}
                  />
                )}
              </div>
            );
          })}
          <OwnFieldsEditor form={own} text={t('inventory.selection.ownText')} />
          <FormActions>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={changesNothing || !isValid}>
              {t('inventory.selection.editSubmit', { count })}
            </Button>
          </FormActions>
        </Stack>
      </form>
    </Modal>
  );
}
