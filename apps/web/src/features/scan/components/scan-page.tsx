import { Button, Stack, TextInput } from '@mantine/core';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/ui/page-header.js';
import type { ScanPurpose } from '../scan-purpose.js';
import { CodeChoice } from './code-choice.js';
import { PhotoButton } from './photo-button.js';
import classes from './scan.module.css';
import { Viewfinder } from './viewfinder.js';

interface ScanPageProps {
  /** What is looked for. */
  purpose: ScanPurpose;
  /** Opens what a code that was read names. */
  onCode: (text: string) => void;
  /** Opens what was typed instead. */
  onTyped: (text: string) => void;
}

/** Three ways from a code to what it names: the camera, a photo, typing. */
export function ScanPage({ purpose, onCode, onTyped }: ScanPageProps) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<string[]>([]);
  const [typed, setTyped] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onTyped(typed.trim());
  };
  const choose = (texts: string[]) => {
    const [first] = texts;
    if (texts.length === 1 && first !== undefined) onCode(first);
    else setChoice(texts);
  };

  return (
    <div className={classes.page}>
      <PageHeader title={t(`scan.for.${purpose}.title`)} summary={t(`scan.for.${purpose}.summary`)} />
      <Stack gap="lg">
        <Viewfinder instead={t(`scan.for.${purpose}.instead`)} onCode={onCode} />
        <PhotoButton onCodes={choose} />
        {choice.length > 1 && <CodeChoice texts={choice} />}
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            className={classes.field ?? ''}
            label={t(`scan.for.${purpose}.type`)}
            description={t(`scan.for.${purpose}.typeHint`)}
            inputWrapperOrder={['label', 'input', 'description']}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint={purpose === 'label' ? 'search' : 'go'}
            onChange={(event) => setTyped(event.currentTarget.value)}
            rightSectionWidth="auto"
            rightSection={
              <Button
                type="submit"
                size="compact-md"
                mr={4}
                disabled={typed.trim() === ''}
                leftSection={
                  purpose === 'label' ? (
                    <IconSearch size={16} aria-hidden />
                  ) : (
                    <IconArrowRight size={16} aria-hidden />
                  )
                }
              >
                {t(`scan.for.${purpose}.go`)}
              </Button>
            }
          />
        </form>
      </Stack>
    </div>
  );
}
