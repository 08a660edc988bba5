import { LIMITS } from '@brique/shared';
import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useUpdateSettings } from '../api/settings.js';

/** Renames this instance. Keeps what was typed when the server refuses it. */
export function InstanceNameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const update = useUpdateSettings();
  const [typed, setTyped] = useState(name);
  const [error, setError] = useState<string | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const instanceName = typed.trim();
    if (instanceName === '') return setError(t('settings.nameRequired'));
    if (Array.from(instanceName).length > LIMITS.instanceNameLength) {
      return setError(t('settings.nameTooLong', { count: LIMITS.instanceNameLength }));
    }
    update.mutate(
      { instanceName },
      {
        onSuccess: (settings) => showToast(t('settings.renamed', { name: settings.instanceName })),
        onError: (refused) => {
          const problem = asProblem(refused);
          const field = problem.errors.find((each) => each.field === 'instanceName');
          setError(field ? texts.field(field) : texts.problem(problem));
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('settings.name')}
          description={t('settings.nameHint')}
          value={typed}
          error={error}
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setError(null);
          }}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === name} loading={update.isPending}>
          {t('settings.rename')}
        </Button>
      </Group>
    </form>
  );
}
