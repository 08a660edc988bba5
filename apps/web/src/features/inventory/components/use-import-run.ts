import type { ImportResult } from '@brique/shared';
import { useEffect, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import type { UploadState } from '../../../lib/upload.js';
import { useImportItems } from '../api/import-items.js';
import type { ColumnMap } from '../guess-mapping.js';
import type { FileFormat } from '../import-file.js';
import { rememberAct } from '../last-acts.js';
import { useUndo } from './use-bulk-actions.js';

/** idle → running (dry) → checked → running → imported; failed from either run. */
export type ImportRunState =
  | { step: 'idle' }
  | { step: 'running'; dryRun: boolean; upload: UploadState }
  | { step: 'checked'; result: ImportResult }
  | { step: 'imported'; result: ImportResult; undo: (() => Promise<boolean>) | null }
  | { step: 'failed'; problem: ApiProblem };

interface ImportPlan {
  file: File;
  format: FileFormat;
  map: ColumnMap | null;
}

/** Runs a check or an import of the planned file. Closing the dialog stops a run that is under way. */
export function useImportRun(plan: ImportPlan) {
  const [state, setState] = useState<ImportRunState>({ step: 'idle' });
  const request = useImportItems();
  const undo = useUndo();
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = (dryRun: boolean) => {
    const controller = new AbortController();
    stop.current = controller;
    const onState = (upload: UploadState) => setState({ step: 'running', dryRun, upload });
    onState({ phase: 'sending', fraction: 0 });
    request.mutate(
      { ...plan, dryRun, onState, signal: controller.signal },
      {
        onSuccess: (result) => {
          const { undoId } = result;
          if (dryRun) setState({ step: 'checked', result });
          else
            setState({
              step: 'imported',
              result,
              undo: undoId === null ? null : rememberAct(() => undo(undoId)),
            });
        },
        onError: (error) => setState({ step: 'failed', problem: asProblem(error) }),
      },
    );
  };

  return { state, start, reset: () => setState({ step: 'idle' }) };
}
