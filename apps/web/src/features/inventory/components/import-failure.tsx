import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import type { ApiProblem } from '../../../lib/api-client.js';
import { useFormats } from '../../../lib/use-formats.js';
import { type ImportFault, importFault } from '../import-faults.js';

/** Columns named; a wide file has hundreds, and they stand in the preview too. */
const SHOWN_COLUMNS = 12;

/** Why nothing was imported, where no single rows are to blame, and what to do next. */
export function ImportFailure({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const fault = importFault(problem);
  return (
    <Alert color="red" mt="md" icon={<IconAlertTriangle aria-hidden />} title={t('import.failed')}>
      <Text size="sm" component="div">
        {fault ? <FaultWords fault={fault} /> : <ProblemMessage error={problem} />}
      </Text>
    </Alert>
  );
}

function FaultWords({ fault }: { fault: ImportFault }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if ('bytes' in fault) return t('import.tooBig', { size: formats.bytes(fault.bytes) });
  if ('row' in fault) return t(`import.fault.${fault.kind}`, { row: fault.row });
  return (
    <>
      {t(`import.fault.${fault.kind}`)}
      <FoundColumns columns={fault.columns} />
    </>
  );
}

function FoundColumns({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (columns.length === 0) return null;
  const shown = columns.slice(0, SHOWN_COLUMNS).map((name) => t('detail.anotherKey', { key: name }));
  const hidden = columns.length - shown.length;
  const names = hidden > 0 ? `${shown.join(', ')}…` : formats.list(shown);
  return (
    <Text size="sm" mt={4}>
      {t('import.columnsFound', { columns: names })}
    </Text>
  );
}
