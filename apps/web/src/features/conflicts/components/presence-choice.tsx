import type { FieldConflict, SettleChoice } from '@brique/shared';
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { readPresence } from '../presence.js';
import classes from './conflicts.module.css';
import { useSideWords } from './use-side-words.js';
import { ChoiceButton } from './version-side.js';

interface PresenceChoiceProps {
  conflict: FieldConflict;
  isBusy: boolean;
  onChoose: (choice: SettleChoice) => void;
}

/** One side deleted the item while another one changed it: it stays, or goes to the trash. */
export function PresenceChoice({ conflict, isBusy, onChoose }: PresenceChoiceProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useSideWords();
  const { deletions, change, keeps, trashes } = readPresence(conflict);
  const [first] = deletions;
  const told = first !== undefined &&
    change !== undefined && {
      who: formats.list([...new Set(deletions.map((side) => words(side).who))]),
      when: words(first).when,
      other: words(change).who,
      otherWhen: words(change).when,
    };
  return (
    <>
      {told && (
        <Text>{conflict.key === 'purged' ? t('conflicts.purged', told) : t('conflicts.trashed', told)}</Text>
      )}
      <Group gap="xs" className={classes.actions ?? ''}>
        <ChoiceButton isBusy={isBusy} onChoose={() => onChoose(keeps)}>
          {t('conflicts.keepItem')}
        </ChoiceButton>
        {trashes !== null && (
          <ChoiceButton isBusy={isBusy} color="red" onChoose={() => onChoose(trashes)}>
            {t('conflicts.trashItem')}
          </ChoiceButton>
        )}
      </Group>
    </>
  );
}
