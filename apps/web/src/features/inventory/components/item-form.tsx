import { type FieldProblem, ITEM_FIELDS } from '@brique/shared';
import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { LiveRegion } from '../../../components/ui/live-region.js';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { checkField, useFaultText } from '../../../lib/field-fault.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { itemFacetsQueryOptions } from '../api/item-facets.js';
import type { ItemFormValues } from '../item-form-values.js';
import { checkOwnField } from '../own-field-values.js';
import classes from './item-form.module.css';
import { OwnFieldsEditor } from './own-fields-editor.js';
import { SuggestingInput } from './suggesting-input.js';
import { useUnsavedGuard } from './use-unsaved-guard.js';

/** Before the name of an own field in a problem, and before its place in the form. */
const OWN_PATH = 'ownFields.';

interface ItemFormProps {
  initial: ItemFormValues;
  submitLabel: string;
  /** Where saving can go on with a next item. */
  anotherLabel?: string;
  /** Starts with the focus on the name: the panel's own focus comes only when it opens. */
  takesFocus?: boolean;
  /** What is typed is kept elsewhere, so that leaving loses nothing. */
  hasDraft?: boolean;
  onType?: (values: ItemFormValues) => void;
  /** Saves; throws what the server refused, and the form keeps what was typed. */
  onSubmit: (values: ItemFormValues) => Promise<void>;
  onCancel: () => void;
  /** Called once saved, when leaving no longer loses anything. */
  onSaved: (values: ItemFormValues, another: boolean) => void;
}

/** All fields a person edits. Mistakes show beside their field, whether found here or by the server. */
export function ItemForm(props: ItemFormProps) {
  const {
    initial,
    submitLabel,
    anotherLabel,
    hasDraft = false,
    takesFocus = false,
    onType,
    onSubmit,
    onCancel,
    onSaved,
  } = props;
  const { t } = useTranslation();
  const facets = useQuery(itemFacetsQueryOptions({})).data;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const texts = useProblemTexts();
  const faultText = useFaultText();
  const faultsOf = (values: ItemFormValues): Record<string, string | null> => {
    const own = values.ownFields.flatMap((draft, at) => {
      const { name, text } = checkOwnField(draft, values.ownFields);
      return [
        [`ownFields.${at}.name`, faultText(name)],
        [`ownFields.${at}.text`, faultText(text)],
      ];
    });
    const fixed = ITEM_FIELDS.map((field) => [field, faultText(checkField(field, values[field]))]);
    return Object.fromEntries([...fixed, ...own]);
  };
  const form = useForm<ItemFormValues>({
    initialValues: initial,
    validateInputOnBlur: true,
    ...(onType && { onValuesChange: onType }),
    validate: faultsOf,
  });
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) name.current?.focus();
  }, [takesFocus]);
  const leave = useUnsavedGuard(() => !hasDraft && form.isDirty());

  // The buttons are in sight while the field may not be.
  const showFault = (faults: FormErrors) => {
    const [first] = Object.keys(faults);
    const field = first ? form.getInputNode(first) : null;
    field?.focus();
    // One that has the focus already would stay where it is.
    field?.scrollIntoView({ block: 'nearest' });
  };

  const save = async (values: ItemFormValues, another: boolean) => {
    setProblem(null);
    try {
      await onSubmit(values);
    } catch (error) {
      const refused = asProblem(error);
      setProblem(refused);
      for (const fieldProblem of refused.errors)
        form.setFieldError(placeOf(fieldProblem, values), texts.field(fieldProblem).text);
      return;
    }
    if (!another) leave.allow();
    onSaved(values, another);
  };

  return (
    <form
      onSubmit={form.onSubmit((values) => save(values, false), showFault)}
      onMouseDown={keepFocus}
      noValidate
      className={classes.form}
    >
      <Stack gap="md" flex={1}>
        <TextInput
          ref={name}
          label={t('item.name')}
          description={t('form.nameHint')}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <div className={classes.pair}>
          <SuggestingInput
            label={t('item.category')}
            suggestions={facets?.category}
            {...form.getInputProps('category')}
          />
          <SuggestingInput
            label={t('item.brand')}
            suggestions={facets?.brand}
            {...form.getInputProps('brand')}
          />
          <TextInput label={t('item.model')} autoComplete="off" {...form.getInputProps('model')} />
          <TextInput label={t('item.purchaseDate')} type="date" {...form.getInputProps('purchaseDate')} />
        </div>
        <TextInput
          label={t('item.serialNumber')}
          description={t('form.serialHint')}
          autoComplete="off"
          {...form.getInputProps('serialNumber')}
        />
        <Textarea
          label={t('item.notes')}
          autosize
          minRows={4}
          maxRows={14}
          {...form.getInputProps('notes')}
        />
        <OwnFieldsEditor form={form} text={t('form.own.text')} />
        <FormActions
          problem={
            <LiveRegion role="alert">
              {problem && (
                <Alert color="red" mb="sm" icon={<IconAlertTriangle aria-hidden />} title={t('form.failed')}>
                  <Refusal problem={problem} />
                </Alert>
              )}
            </LiveRegion>
          }
        >
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          {anotherLabel && (
            <Button
              variant="default"
              disabled={form.submitting}
              onClick={() => form.onSubmit((values) => save(values, true), showFault)()}
            >
              {anotherLabel}
            </Button>
          )}
          <Button type="submit" loading={form.submitting}>
            {submitLabel}
          </Button>
        </FormActions>
      </Stack>
    </form>
  );
}

/**
 * A button takes no focus by being pressed. Otherwise the field that loses it could show what is wrong with it, push the button out
 * from under the pointer, and the click would be lost.
 */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
}

/** Where in the form a problem shows: the server names own fields by their names. */
function placeOf({ field, code }: FieldProblem, values: ItemFormValues): string {
  if (!field.startsWith(OWN_PATH)) return field;
  const at = values.ownFields.findIndex(({ name }) => name.trim() === field.slice(OWN_PATH.length).trim());
  return `${OWN_PATH}${at}.${code === 'bad_field_name' || code === 'duplicate' ? 'name' : 'text'}`;
}

function Refusal({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const { text, detail } = texts.problem(problem);
  const details = [detail, ...problem.errors.map((each) => texts.field(each).detail)];
  return (
    <>
      {/* The one conflict there is: the item was put in the trash while somebody typed. */}
      {problem.code === 'conflict' ? t('form.inTrash') : text}
      <TechnicalDetail detail={details.filter(Boolean).join(' ')} />
    </>
  );
}
