import type { ImportResult } from '@brique/shared';
import { Alert, Button, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import type { ApiProblem } from '../../../lib/api-client.js';
import { useFormats } from '../../../lib/use-formats.js';
import type { FileFormat } from '../import-file.js';
import { ImportFailure } from './import-failure.js';
import { ImportProblems } from './import-problems.js';
import type { ImportRunState } from './use-import-run.js';

/** Where a check or an import stands and what came of it. */
export function ImportOutcome({ state, format }: { state: ImportRunState; format: FileFormat }) {
  return (
    <>
      <LiveRegion role="status">
        {state.step === 'running' && <Running state={state} />}
        {state.step === 'checked' && <Checked result={state.result} />}
        {state.step === 'imported' && <Imported result={state.result} undo={state.undo} />}
      </LiveRegion>
      <LiveRegion role="alert">
        {state.step === 'failed' && <Failed problem={state.problem} format={format} />}
      </LiveRegion>
    </>
  );
}

function Running({ state }: { state: Extract<ImportRunState, { step: 'running' }> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { upload, dryRun } = state;
  // The server does not say how far it is, so past the upload the bar claims nothing.
  const isSending = upload.phase === 'sending' && upload.fraction < 1;
  const words = isSending
    ? t('import.sending', { percent: formats.percent(upload.fraction) })
    : dryRun
      ? t('import.checking')
      : t('import.working');
  return (
    <>
      <Text size="sm" mb={4}>
        {words}
      </Text>
      <Progress value={isSending ? upload.fraction * 100 : 100} animated={!isSending} aria-label={words} />
    </>
  );
}

function Checked({ result }: { result: ImportResult }) {
  const { t } = useTranslation();
  if (result.errors.length > 0) return <ImportProblems errors={result.errors} />;
  if (result.imported === 0) {
    return (
      <Alert color="ochre" icon={<IconAlertTriangle aria-hidden />} title={t('import.nothing')}>
        {result.skipped > 0 && t('import.skipped', { count: result.skipped })}
      </Alert>
    );
  }
  return (
    <Alert
      color="moss"
      icon={<IconCircleCheck aria-hidden />}
      title={t('import.ready', { count: result.imported })}
    >
      {result.skipped > 0 && t('import.skipped', { count: result.skipped })}
    </Alert>
  );
}

function Imported({ result, undo }: { result: ImportResult; undo: (() => Promise<boolean>) | null }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'done' | 'undoing' | 'undone'>('done');
  if (step === 'undone') {
    return <Alert color="ochre" icon={<IconArrowBackUp aria-hidden />} title={t('import.undone')} />;
  }
  const takeBack = async (act: () => Promise<boolean>) => {
    setStep('undoing');
    setStep((await act()) ? 'undone' : 'done');
  };
  return (
    <Alert
      color="moss"
      icon={<IconCircleCheck aria-hidden />}
      title={t('import.done', { count: result.imported })}
    >
      {result.skipped > 0 && t('import.skipped', { count: result.skipped })}
      {undo && (
        <Button
          mt="xs"
          size="compact-md"
          variant="default"
          display="block"
          loading={step === 'undoing'}
          onClick={() => void takeBack(undo)}
        >
          {t('import.undo')}
        </Button>
      )}
    </Alert>
  );
}

function Failed({ problem, format }: { problem: ApiProblem; format: FileFormat }) {
  const rows = problem.errors.flatMap(({ row, ...rest }) => (row === undefined ? [] : [{ row, ...rest }]));
  if (rows.length > 0) return <ImportProblems errors={rows} />;
  return <ImportFailure problem={problem} format={format} />;
}
