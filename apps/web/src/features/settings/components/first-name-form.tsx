import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { useUpdateSettings } from '../api/settings.js';
import { type NameFault, nameFault } from '../instance-name.js';
import classes from './first-name-form.module.css';
import { useNameFaultWords } from './use-name-fault-words.js';

/** The first step: a name, saved together with the step being done. */
export function FirstNameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const update = useUpdateSettings();
  const wordsFor = useNameFaultWords();
  const [typed, setTyped] = useState(name);
  const [fault, setFault] = useState<NameFault | ApiProblem | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = nameFault(typed);
    if (found) return setFault(found);
    update.mutate(
      { instanceName: typed.trim(), firstStart: 'items' },
      { onError: (error) => setFault(asProblem(error)) },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        size="md"
        label={t('settings.name')}
        description={t('settings.nameHint')}
        value={typed}
        error={wordsFor(fault)?.text}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setFault(null);
        }}
      />
      <div className={classes.way}>
        <Button type="submit" loading={update.isPending}>
          {t('firstStart.next')}
        </Button>
      </div>
    </form>
  );
}
