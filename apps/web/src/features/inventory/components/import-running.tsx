import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import type { ImportRunState } from './use-import-run.js';

/** How far a check or an import is: first the file's way to the server, then its rows. */
export function ImportRunning({ state }: { state: Extract<ImportRunState, { step: 'running' }> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { upload, dryRun } = state;
  if (upload.phase === 'sending' && upload.fraction < 1) {
    const percent = formats.percent(upload.fraction);
    return <Bar words={t('import.sending', { percent })} fraction={upload.fraction} />;
  }
  const progress = upload.phase === 'working' ? upload.progress : null;
  if (progress === null) return <Bar words={t('import.opening')} fraction={0} />;
  const { rows, fraction } = progress;
  // All is read, and nobody can say how long the disk takes with the rest.
  if (fraction >= 1 && !dryRun) return <Bar words={t('import.finishing')} fraction={null} />;
  return (
    <Bar words={t(dryRun ? 'import.checking' : 'import.working', { count: rows })} fraction={fraction} />
  );
}

/** @param fraction null when nobody knows */
export function Bar({ words, fraction }: { words: string; fraction: number | null }) {
  return (
    <div>
      <Text size="sm" mb={6}>
        {words}
      </Text>
      <Progress
        value={(fraction ?? 1) * 100}
        animated={fraction === null}
        size="lg"
        transitionDuration={100}
        aria-label={words}
      />
    </div>
  );
}
