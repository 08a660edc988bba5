import { LIMITS } from '@brique/shared';
import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { showToast } from '../../../components/ui/toast.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { type ProblemWords, useProblemTexts } from '../../../lib/problem-text.js';
import { useUpdateSettings } from '../api/settings.js';

/** Renames this instance. Keeps what was typed when the server refuses it. */
export function InstanceNameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const update = useUpdateSettings();
  const [typed, setTyped] = useState(name);
  // Kept as what it is, not as a text, so that it follows when the language is switched.
  const [fault, setFault] = useState<'required' | 'tooLong' | ApiProblem | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const instanceName = typed.trim();
    if (instanceName === '') return setFault('required');
    if (Array.from(instanceName).length > LIMITS.instanceNameLength) {
      return setFault('tooLong');
    }
    update.mutate(
      { instanceName },
      {
        onSuccess: (settings) => showToast(t('settings.renamed', { name: settings.instanceName })),
        onError: (error) => setFault(asProblem(error)),
      },
    );
  };

  const words = (): ProblemWords | null => {
    if (fault === null) return null;
    if (fault === 'required') return { text: t('settings.nameRequired'), detail: null };
    if (fault === 'tooLong') {
      return { text: t('settings.nameTooLong', { count: LIMITS.instanceNameLength }), detail: null };
    }
    const field = fault.errors.find((each) => each.field === 'instanceName');
    return field ? texts.field(field) : texts.problem(fault);
  };
  const error = words();

  return (
    <form onSubmit={submit} noValidate>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('settings.name')}
          description={t('settings.nameHint')}
          value={typed}
          error={error?.text}
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setFault(null);
          }}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === name} loading={update.isPending}>
          {t('settings.rename')}
        </Button>
      </Group>
      <TechnicalDetail detail={error?.detail ?? null} />
    </form>
  );
}
