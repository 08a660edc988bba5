import { LIMITS } from '@brique/shared';
import { Alert, Button, FileButton, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import { useFormats } from '../../../lib/use-formats.js';
import type { FileFault } from '../import-file.js';
import classes from './import.module.css';
import { ImportFailure } from './import-failure.js';

interface ImportFileStepProps {
  /** What was wrong with the last one. */
  fault: FileFault | null;
  onFile: (file: File) => void;
}

/** Takes a file by button; one that is dropped, here or anywhere else, the page takes. */
export function ImportFileStep({ fault, onFile }: ImportFileStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <section className={classes.drop} aria-label={t('import.title')}>
        <IconFileImport size={40} stroke={1.5} aria-hidden className={classes.dropIcon ?? ''} />
        <FileButton
          onChange={(file) => file && onFile(file)}
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        >
          {(props) => (
            <Button {...props} data-autofocus>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
        <Text c="dimmed" ta="center" maw="28rem">
          {t('import.drop')}
        </Text>
      </section>
      <LiveRegion role="alert">{fault !== null && <Fault fault={fault} />}</LiveRegion>
    </>
  );
}

function Fault({ fault }: { fault: FileFault }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (typeof fault === 'object') return <ImportFailure problem={fault.problem} />;
  return (
    <Alert color="red" mt="md" icon={<IconAlertTriangle aria-hidden />}>
      {t(`import.${fault}`, { size: formats.bytes(LIMITS.importBytes) })}
    </Alert>
  );
}
