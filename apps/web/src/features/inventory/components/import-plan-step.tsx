import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { type ColumnMap, guessMapping } from '../guess-mapping.js';
import type { ImportFile } from '../import-file.js';
import { ImportMapping } from './import-mapping.js';
import { ImportOutcome } from './import-outcome.js';
import { ImportPreview } from './import-preview.js';
import { useImportRun } from './use-import-run.js';

interface ImportPlanStepProps {
  chosen: ImportFile;
  onOtherFile: () => void;
  onFinish: () => void;
}

/** Says which column holds what, checks the whole file without writing, then imports it. */
export function ImportPlanStep({ chosen, onOtherFile, onFinish }: ImportPlanStepProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { file, format, head } = chosen;
  const [map, setMap] = useState<ColumnMap | null>(() => (head ? guessMapping(head.columns) : null));
  const run = useImportRun({ file, format, map });
  const { state } = run;
  const isDone = state.step === 'imported';
  const ready = state.step === 'checked' && state.result.errors.length === 0 ? state.result.imported : 0;

  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('import.file', { name: file.name, size: formats.bytes(file.size) })}</Text>
      {!isDone && head && <ImportPreview head={head} />}
      {!isDone && head && map && (
        <ImportMapping
          columns={head.columns}
          map={map}
          disabled={state.step === 'running'}
          onChange={(next) => {
            setMap(next);
            // What was checked is no longer what would be imported.
            run.reset();
          }}
        />
      )}
      {!head && state.step === 'idle' && <Text>{t('import.json')}</Text>}
      <ImportOutcome state={state} format={format} />
      <Group justify="flex-end" gap="sm">
        {isDone ? (
          <Button onClick={onFinish}>{t('import.finish')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onOtherFile} disabled={state.step === 'running'}>
              {t('import.otherFile')}
            </Button>
            {ready > 0 ? (
              <Button onClick={() => run.start(false)}>{t('import.import', { count: ready })}</Button>
            ) : (
              <Button
                onClick={() => run.start(true)}
                disabled={map?.name === ''}
                loading={state.step === 'running'}
              >
                {t('import.check')}
              </Button>
            )}
          </>
        )}
      </Group>
    </Stack>
  );
}
