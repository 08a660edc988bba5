import { LIMITS } from '@brique/shared';
import { Alert, Button, FileButton, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import { useFormats } from '../../../lib/use-formats.js';
import { type FileFault, type ImportFile, openImportFile } from '../import-file.js';
import classes from './import.module.css';

/** Takes a file by button or by dropping it. */
export function ImportFileStep({ onChosen }: { onChosen: (file: ImportFile) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<FileFault | null>(null);

  const take = async (file: File | null | undefined) => {
    setIsOver(false);
    if (!file) return;
    const opened = await openImportFile(file);
    if (typeof opened === 'string') setFault(opened);
    else onChosen(opened);
  };

  return (
    <>
      <section
        className={classes.drop}
        data-over={isOver}
        aria-label={t('import.title')}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <IconFileImport size={40} stroke={1.5} aria-hidden className={classes.dropIcon ?? ''} />
        <FileButton
          onChange={(file) => void take(file)}
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        >
          {(props) => (
            <Button {...props} data-autofocus>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
        <Text c="dimmed" ta="center" maw="26rem">
          {t('import.drop')}
        </Text>
      </section>
      <LiveRegion role="alert">
        {fault && (
          <Alert color="red" mt="md" icon={<IconAlertTriangle aria-hidden />}>
            {t(`import.${fault}`, { size: formats.bytes(LIMITS.importBytes) })}
          </Alert>
        )}
      </LiveRegion>
    </>
  );
}
