import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { useFormats } from '../../../lib/use-formats.js';
import type { ImportFile } from '../import-file.js';
import { firstPlan } from '../import-plan.js';
import classes from './import.module.css';
import { ImportChoices } from './import-choices.js';
import { ImportMapping } from './import-mapping.js';
import { ImportOutcome } from './import-outcome.js';
import { ImportOwnFields } from './import-own-fields.js';
import { ImportPreviewTable } from './import-preview-table.js';
import { useImportRun } from './use-import-run.js';

interface ImportPlanStepProps {
  chosen: ImportFile;
  /** Told when a run begins and ends. */
  onBusy: (isBusy: boolean) => void;
  onOtherFile: () => void;
  onFinish: () => void;
}

/** Says which column holds what, checks the whole file without writing, then imports it. */
export function ImportPlanStep({ chosen, onBusy, onOtherFile, onFinish }: ImportPlanStepProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { file, preview } = chosen;
  const [plan, setPlan] = useState(() => firstPlan(preview, navigator.language));
  const run = useImportRun(chosen, plan);
  const { state } = run;
  const isRunning = state.step === 'running';
  useEffect(() => {
    onBusy(isRunning);
    return () => onBusy(false);
  }, [isRunning, onBusy]);
  // Each step has other buttons: the focus goes to the one that leads on.
  const next = useRef<HTMLButtonElement>(null);
  const { step } = state;
  const shownStep = useRef(step);
  useEffect(() => {
    if (shownStep.current !== step) next.current?.focus();
    shownStep.current = step;
  }, [step]);

  const back = (
    <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={run.back}>
      {t('import.back')}
    </Button>
  );
  const otherFile = (
    <Button variant="default" onClick={onOtherFile}>
      {t('import.otherFile')}
    </Button>
  );
  const buttons = () => {
    switch (state.step) {
      case 'planning':
        return (
          <>
            {otherFile}
            <Button ref={next} onClick={() => run.start(true)} disabled={plan.map.name.length === 0}>
              {t('import.check')}
            </Button>
          </>
        );
      case 'running':
        return (
          <Button ref={next} variant="default" onClick={run.stop}>
            {t('import.stop')}
          </Button>
        );
      case 'checked': {
        const { imported, updated, errorCount } = state.result;
        const count = errorCount === 0 ? imported + updated : 0;
        return (
          <>
            {count === 0 && otherFile}
            {back}
            {count > 0 && (
              <Button ref={next} onClick={() => run.start(false)}>
                {t('import.import', { count })}
              </Button>
            )}
          </>
        );
      }
      case 'imported':
        return (
          <Button ref={next} onClick={onFinish}>
            {t('import.finish')}
          </Button>
        );
      default:
        return (
          <>
            {otherFile}
            {back}
          </>
        );
    }
  };

  return (
    <Stack gap="lg">
      <div>
        <Text c="dimmed" className={classes.fileName ?? ''}>
          {t('import.file', { name: file.name, size: formats.bytes(file.size) })}
        </Text>
        {preview.source && (
          <Group gap={6} wrap="nowrap" mt={4} className={classes.source ?? ''}>
            <IconPlugConnected size={18} aria-hidden className={classes.sourceIcon ?? ''} />
            <Text fw={600}>{t(`import.source.${preview.source}`)}</Text>
          </Group>
        )}
      </div>
      {state.step === 'planning' ? (
        <>
          <ImportPreviewTable preview={preview} />
          <ImportMapping preview={preview} plan={plan} onChange={setPlan} />
          <ImportOwnFields preview={preview} plan={plan} onChange={setPlan} />
          <ImportChoices preview={preview} plan={plan} onChange={setPlan} />
        </>
      ) : null}
      <ImportOutcome state={state} fileName={file.name} />
      <FormActions>{buttons()}</FormActions>
    </Stack>
  );
}
