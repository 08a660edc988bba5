import { Modal } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FileFault, type ImportFile, openImportFile } from '../import-file.js';
import { ImportFileStep } from './import-file-step.js';
import { ImportPlanStep } from './import-plan-step.js';
import { useFocusBack } from './use-focus-back.js';

interface ImportDialogProps {
  /** The file last dropped on the page, if any. */
  dropped: File | null;
  onClose: () => void;
}

/** First the file, then what to take from it. */
export function ImportDialog({ dropped, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const [chosen, setChosen] = useState<ImportFile | null>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef<File>(null);

  const take = useCallback(async (file: File) => {
    latest.current = file;
    setFault(null);
    const result = await openImportFile(file);
    // Another one was chosen meanwhile.
    if (latest.current !== file) return;
    if ('fault' in result) {
      setFault(result.fault);
      setChosen(null);
    } else setChosen(result.opened);
  }, []);
  const isRunning = useRef(isBusy);
  isRunning.current = isBusy;
  useEffect(() => {
    if (dropped && !isRunning.current) void take(dropped);
  }, [dropped, take]);

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import.title')}
      size="xl"
      // A slip beside the dialog, or a key pressed for something else, must not throw the plan or a running import away.
      closeOnClickOutside={chosen === null}
      closeOnEscape={!isBusy}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {chosen ? (
        <ImportPlanStep
          key={`${chosen.file.name} ${chosen.file.size} ${chosen.file.lastModified}`}
          chosen={chosen}
          onBusy={setBusy}
          onOtherFile={() => setChosen(null)}
          onFinish={onClose}
        />
      ) : (
        <ImportFileStep fault={fault} onFile={(file) => void take(file)} />
      )}
    </Modal>
  );
}
