import type { Language, Settings } from '@brique/shared';
import { type MantineColorScheme, Radio, useMantineColorScheme } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SavedNote } from './saved-note.js';
import classes from './settings-page.module.css';
import { SettingsSection } from './settings-section.js';
import { type SavedNote as Note, useSavedSetting } from './use-saved-setting.js';

/** Language and colours of the page. */
export function LookSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const language = useSavedSetting();
  const languages: readonly { value: Language | ''; label: string }[] = [
    { value: '', label: t('settings.languageBrowser') },
    { value: 'fr', label: 'Français' },
    { value: 'en', label: 'English' },
  ];
  return (
    <SettingsSection
      anchor="look"
      icon={<IconPalette />}
      title={t('settings.look')}
      text={t('settings.lookText')}
    >
      <div className={classes.pair}>
        <div>
          <Radio.Group
            label={t('shell.language')}
            value={{ ...settings, ...language.pending }.language ?? ''}
            onChange={(value) => language.save({ language: value === '' ? null : (value as Language) })}
          >
            {languages.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} mt={8} {...(value && { lang: value })} />
            ))}
          </Radio.Group>
          <SavedNote setting={language} />
        </div>
        <ColorSchemeSetting />
      </div>
    </SettingsSection>
  );
}

/** Light or dark belongs to the screen one looks at, so each browser keeps its own. */
function ColorSchemeSetting() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [before, setBefore] = useState<MantineColorScheme | null>(null);
  const [note, setNote] = useState<Note | null>(null);
  const schemes: readonly { value: MantineColorScheme; label: string }[] = [
    { value: 'auto', label: t('settings.schemeSystem') },
    { value: 'light', label: t('settings.schemeLight') },
    { value: 'dark', label: t('settings.schemeDark') },
  ];
  return (
    <div>
      <Radio.Group
        label={t('settings.scheme')}
        description={t('settings.schemeHint')}
        value={colorScheme}
        onChange={(value) => {
          setBefore(colorScheme);
          setColorScheme(value as MantineColorScheme);
          setNote({ kind: 'saved', before: {} });
        }}
      >
        {schemes.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} mt={8} />
        ))}
      </Radio.Group>
      <SavedNote
        setting={{
          note,
          isBusy: false,
          undo: () => {
            if (before) setColorScheme(before);
            setNote({ kind: 'undone' });
          },
        }}
      />
    </div>
  );
}
