import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportFile } from '../import-file.js';
import { ImportFileStep } from './import-file-step.js';
import { ImportPlanStep } from './import-plan-step.js';
import { useFocusBack } from './use-focus-back.js';

/** First the file, then what to take from it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [chosen, setChosen] = useState<ImportFile | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import.title')}
      size="xl"
      // A dropped file that misses its place must not close the dialog with the mapping in it.
      closeOnClickOutside={chosen === null}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {chosen ? (
        <ImportPlanStep chosen={chosen} onOtherFile={() => setChosen(null)} onFinish={onClose} />
      ) : (
        <ImportFileStep onChosen={setChosen} />
      )}
    </Modal>
  );
}
