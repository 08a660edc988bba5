import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import classes from './saved-note.module.css';
import type { SavedSetting } from './use-saved-setting.js';

/** What became of a change, right below where it was made; stands there from the beginning, so that it is read aloud. */
export function SavedNote({ setting }: { setting: Pick<SavedSetting, 'note' | 'undo' | 'isBusy'> }) {
  const { t } = useTranslation();
  const { note, undo, isBusy } = setting;
  return (
    <div className={classes.note} role="status" data-kind={note?.kind}>
      {note?.kind === 'saved' && (
        <>
          <IconCheck size={16} aria-hidden /> {t('settings.saved')}
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={isBusy}
            onClick={undo}
          >
            {t('common.undo')}
          </Button>
        </>
      )}
      {note?.kind === 'undone' && (
        <>
          <IconArrowBackUp size={16} aria-hidden /> {t('settings.undone')}
        </>
      )}
      {note?.kind === 'failed' && (
        <span>
          <ProblemMessage error={note.problem} />
        </span>
      )}
    </div>
  );
}
