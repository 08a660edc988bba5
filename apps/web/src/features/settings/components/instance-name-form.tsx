import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { showToast } from '../../../components/ui/toast.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { useUpdateSettings } from '../api/settings.js';
import { type NameFault, nameFault } from '../instance-name.js';
import { useNameFaultWords } from './use-name-fault-words.js';

/** Renames this instance. Keeps what was typed when the server refuses it. */
export function InstanceNameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const wordsFor = useNameFaultWords();
  const update = useUpdateSettings();
  const [typed, setTyped] = useState(name);
  // Kept as what it is, not as a text, so that it follows when the language is switched.
  const [fault, setFault] = useState<NameFault | ApiProblem | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = nameFault(typed);
    if (found) return setFault(found);
    update.mutate(
      { instanceName: typed.trim() },
      {
        onSuccess: (settings) => showToast(t('settings.renamed', { name: settings.instanceName })),
        onError: (error) => setFault(asProblem(error)),
      },
    );
  };
  const error = wordsFor(fault);

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
