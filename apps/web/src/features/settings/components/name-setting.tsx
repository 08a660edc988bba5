import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameFault } from '../instance-name.js';
import { SavedNote } from './saved-note.js';
import { useNameFaultWords } from './use-name-fault-words.js';
import { useSavedSetting } from './use-saved-setting.js';

/** The name, saved with Enter or on leaving the field; Escape puts back what it was. */
export function NameSetting({ name }: { name: string }) {
  const { t } = useTranslation();
  const setting = useSavedSetting();
  const wordsFor = useNameFaultWords();
  // null: as saved.
  const [typed, setTyped] = useState<string | null>(null);
  const { note } = setting;
  const fault = typed === null ? null : nameFault(typed);
  // Other failures are said by the note.
  const refused = note?.kind === 'failed' && note.problem.errors.length > 0 ? note.problem : null;

  const save = () => {
    if (typed === null || fault) return;
    const instanceName = typed.trim();
    setTyped(null);
    if (instanceName !== name) setting.save({ instanceName });
  };

  return (
    <div>
      <TextInput
        label={t('settings.name')}
        description={t('settings.nameSaved')}
        value={typed ?? name}
        error={wordsFor(fault ?? refused)?.text}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <SavedNote setting={refused ? { ...setting, note: null } : setting} />
    </div>
  );
}
