import type { UndoProgress } from '@brique/shared';
import { Alert, Button, Stack } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar } from './import-running.js';
import type { UndoImport } from './use-import-run.js';

interface ImportUndoProps {
  undo: UndoImport | null;
  /** What there is to take back. */
  children: ReactNode;
}

/** What an import did, with a button that takes it back. */
export function ImportUndo({ undo, children }: ImportUndoProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'done' | 'undoing' | 'undone'>('done');
  const [progress, setProgress] = useState<UndoProgress | null>(null);
  if (step === 'undone') {
    return (
      <Alert color="ochre" icon={<IconArrowBackUp aria-hidden />} title={t('import.undone')}>
        {t('import.undoneText')}
      </Alert>
    );
  }
  if (step === 'undoing') {
    const fraction = progress === null ? 0 : progress.done / progress.total;
    return <Bar words={t('import.undoing', { count: progress?.done ?? 0 })} fraction={fraction} />;
  }
  const takeBack = async (act: UndoImport) => {
    setStep('undoing');
    setStep((await act(setProgress)) ? 'undone' : 'done');
  };
  return (
    <Stack gap="sm" align="stretch">
      {children}
      {undo && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          onClick={() => void takeBack(undo)}
        >
          {t('import.undo')}
        </Button>
      )}
    </Stack>
  );
}
