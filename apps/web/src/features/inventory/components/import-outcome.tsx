import type { ImportResult } from '@brique/shared';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import type { ApiProblem } from '../../../lib/api-client.js';
import { ImportFailure } from './import-failure.js';
import { ImportProblems } from './import-problems.js';
import { ImportRunning } from './import-running.js';
import { ImportUndo } from './import-undo.js';
import type { ImportRunState } from './use-import-run.js';

interface ImportOutcomeProps {
  state: ImportRunState;
  fileName: string;
}

/** Where a check or an import stands and what came of it. */
export function ImportOutcome({ state, fileName }: ImportOutcomeProps) {
  const { t } = useTranslation();
  return (
    <>
      {state.step === 'running' && <ImportRunning state={state} />}
      <LiveRegion role="status">
        {state.step === 'checked' && <Checked result={state.result} fileName={fileName} />}
        {state.step === 'imported' && (
          <ImportUndo undo={state.undo}>
            <Alert
              color="moss"
              icon={<IconCircleCheck aria-hidden />}
              title={t('import.done', { count: state.result.imported })}
            >
              <Counts result={state.result} isDone />
            </Alert>
          </ImportUndo>
        )}
        {state.step === 'stopped' && (
          <Alert color="ochre" icon={<IconHandStop aria-hidden />} title={t('import.stopped')} />
        )}
      </LiveRegion>
      <LiveRegion role="alert">
        {state.step === 'failed' && <Failed problem={state.problem} fileName={fileName} />}
      </LiveRegion>
    </>
  );
}

function Checked({ result, fileName }: { result: ImportResult; fileName: string }) {
  const { t } = useTranslation();
  if (result.errorCount > 0) {
    return <ImportProblems errors={result.errors} count={result.errorCount} fileName={fileName} />;
  }
  if (result.imported + result.updated === 0) {
    return (
      <Alert color="ochre" icon={<IconAlertTriangle aria-hidden />} title={t('import.nothing')}>
        <Counts result={result} />
      </Alert>
    );
  }
  return (
    <Alert
      color="moss"
      icon={<IconCircleCheck aria-hidden />}
      title={t('import.ready', { count: result.imported })}
    >
      <Counts result={result} />
    </Alert>
  );
}

/** What is not new. */
function Counts({
  result: { updated, skipped },
  isDone = false,
}: {
  result: ImportResult;
  isDone?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      {updated > 0 && (
        <Text size="sm">{t(isDone ? 'import.updated' : 'import.willUpdate', { count: updated })}</Text>
      )}
      {skipped > 0 && <Text size="sm">{t('import.skipped', { count: skipped })}</Text>}
    </>
  );
}

function Failed({ problem, fileName }: { problem: ApiProblem; fileName: string }) {
  const rows = problem.errors.flatMap(({ row, ...rest }) => (row === undefined ? [] : [{ row, ...rest }]));
  // A file that cannot be read names a row too, but no mistake in it that one could mend alone.
  if (problem.errorCount > 0 && rows.length > 0 && problem.errors.every(({ field }) => field !== '')) {
    return <ImportProblems errors={rows} count={problem.errorCount} fileName={fileName} />;
  }
  return <ImportFailure problem={problem} />;
}
