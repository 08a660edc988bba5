import type { ImportProgress, ImportResult, UndoProgress } from '@brique/shared';
import { useEffect, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { rememberAct } from '../../../lib/last-acts.js';
import type { UploadState } from '../../../lib/upload.js';
import { useImportItems } from '../api/import-items.js';
import type { ImportFile } from '../import-file.js';
import { type ImportPlan, planQuery } from '../import-plan.js';
import { useUndo } from './use-bulk-actions.js';

export type UndoImport = (onProgress: (progress: UndoProgress) => void) => Promise<boolean>;

/** planning → running (dry) → checked → running → imported; stopped or failed from either run. */
export type ImportRunState =
  | { step: 'planning' }
  | { step: 'running'; dryRun: boolean; upload: UploadState<ImportProgress> }
  | { step: 'checked'; result: ImportResult }
  | { step: 'imported'; result: ImportResult; undo: UndoImport | null }
  | { step: 'stopped' }
  | { step: 'failed'; problem: ApiProblem };

/** Runs a check or an import of a file as planned. Closing the dialog stops a run that is under way. */
export function useImportRun({ file, format }: ImportFile, plan: ImportPlan) {
  const [state, setState] = useState<ImportRunState>({ step: 'planning' });
  const request = useImportItems();
  const undo = useUndo();
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = (dryRun: boolean) => {
    const run = new AbortController();
    controller.current = run;
    const onState = (upload: UploadState<ImportProgress>) => setState({ step: 'running', dryRun, upload });
    onState({ phase: 'sending', fraction: 0 });
    request.mutate(
      { file, format, query: planQuery(plan), dryRun, onState, signal: run.signal },
      {
        onSuccess: (result) => {
          const { undoId } = result;
          if (dryRun) setState({ step: 'checked', result });
          else setState({ step: 'imported', result, undo: undoId === null ? null : undoable(undoId) });
        },
        onError: (error) => {
          const problem = asProblem(error);
          setState(problem.code === 'cancelled' ? { step: 'stopped' } : { step: 'failed', problem });
        },
      },
    );
  };

  /** Ctrl+Z takes the import back too; whoever did so in the dialog sees how far it is. */
  const undoable = (undoId: string): UndoImport => {
    let report: (progress: UndoProgress) => void = () => undefined;
    const act = rememberAct(() => undo(undoId, (progress) => report(progress)));
    return (onProgress) => {
      report = onProgress;
      return act();
    };
  };

  return {
    state,
    start,
    stop: () => controller.current?.abort(),
    back: () => setState({ step: 'planning' }),
  };
}
