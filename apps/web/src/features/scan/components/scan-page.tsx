import { Button, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/ui/page-header.js';
import { CodeChoice } from './code-choice.js';
import { PhotoButton } from './photo-button.js';
import classes from './scan.module.css';
import { Viewfinder } from './viewfinder.js';

/** Three ways from a label to its item: the camera, a photo, typing. @param onCode opens what a code or text names */
export function ScanPage({ onCode }: { onCode: (text: string) => void }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<string[]>([]);
  const [typed, setTyped] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onCode(typed.trim());
  };
  const choose = (texts: string[]) => {
    const [first] = texts;
    if (texts.length === 1 && first !== undefined) onCode(first);
    else setChoice(texts);
  };

  return (
    <div className={classes.page}>
      <PageHeader title={t('scan.title')} summary={t('scan.summary')} />
      <Stack gap="lg">
        <Viewfinder onCode={onCode} />
        <PhotoButton onCodes={choose} />
        {choice.length > 1 && <CodeChoice texts={choice} />}
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            className={classes.field ?? ''}
            label={t('scan.type')}
            description={t('scan.typeHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="search"
            onChange={(event) => setTyped(event.currentTarget.value)}
            rightSectionWidth="auto"
            rightSection={
              <Button
                type="submit"
                size="compact-md"
                mr={4}
                disabled={typed.trim() === ''}
                leftSection={<IconSearch size={16} aria-hidden />}
              >
                {t('scan.find')}
              </Button>
            }
          />
        </form>
      </Stack>
    </div>
  );
}
