import { type FieldConflict, OWN_FIELD_TYPES } from '@brique/shared';
import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../../lib/api-client.js';
import { useFaultText } from '../../../lib/field-fault.js';
import { completeLink } from '../../../lib/own-field-text.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { checkThird, startOfThird, type ThirdValue, valueOfThird } from '../third-value.js';
import classes from './conflicts.module.css';

interface ThirdFormProps {
  conflict: FieldConflict;
  /** It was settled elsewhere. */
  isGone: boolean;
  isBusy: boolean;
  /** @returns what was refused */
  onSave: (value: unknown) => Promise<ApiProblem | null>;
  onClose: () => void;
}

/** A value of one's own in place of those there are, typed in the control that its field wants. */
export function ThirdForm({ conflict, isGone, isBusy, onSave, onClose }: ThirdFormProps) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const problems = useProblemTexts();
  const field = useKeyNames().label(conflict.key);
  const [typed, setTyped] = useState<ThirdValue>(() => startOfThird(conflict));
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const { type, text } = typed;

  const change = (changes: Partial<ThirdValue>) => {
    setTyped({ ...typed, ...changes });
    setFault(null);
  };
  const check = () => {
    const found = faultText(checkThird(conflict.key, typed));
    setFault(found);
    return found === null;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || isSaving || !check()) return;
    setSaving(true);
    const problem = await onSave(valueOfThird(conflict.key, typed));
    setSaving(false);
    const [refused] = problem?.errors ?? [];
    if (refused !== undefined) setFault(problems.field(refused).text);
    else if (isGone && problem === null) onClose();
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Otherwise the panel around it would close as well.
    event.stopPropagation();
    event.nativeEvent.stopPropagation();
    onClose();
  };

  const input = {
    label: t('conflicts.thirdLabel', { field }),
    autoComplete: 'off',
    'data-autofocus': true,
    autoFocus: true,
    value: text,
    error: fault,
    onChange: (event: { currentTarget: { value: string } }) => change({ text: event.currentTarget.value }),
  };
  const control = () => {
    if (conflict.key === 'notes' || type === 'text')
      return <Textarea {...input} autosize minRows={type === 'text' ? 1 : 3} maxRows={14} />;
    if (conflict.key === 'purchaseDate' || type === 'date') return <TextInput {...input} type="date" />;
    if (type === 'number') return <TextInput {...input} inputMode="decimal" />;
    if (type !== 'link') return <TextInput {...input} />;
    const complete = () => change({ text: completeLink(text) });
    return <TextInput {...input} type="url" inputMode="url" placeholder="https://" onBlur={complete} />;
  };

  return (
    <form
      className={classes.third}
      onSubmit={(event) => void submit(event)}
      onKeyDown={closeOnEscape}
      noValidate
    >
      <div className={classes.thirdInputs} data-typed={type !== null}>
        {type !== null && (
          <NativeSelect
            label={t('form.own.type')}
            value={type}
            data={OWN_FIELD_TYPES.map((each) => ({ value: each, label: t(`form.ownType.${each}`) }))}
            onChange={(event) => {
              const chosen = OWN_FIELD_TYPES.find((each) => each === event.currentTarget.value);
              if (chosen !== undefined) change({ type: chosen });
            }}
          />
        )}
        {control()}
      </div>
      <Group gap="xs">
        <Button type="submit" size="compact-md" data-disabled={isBusy} aria-disabled={isBusy}>
          {isGone ? t('conflicts.thirdSaveAnyway') : t('conflicts.thirdSave')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onClose}>
          {isGone ? t('common.close') : t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
