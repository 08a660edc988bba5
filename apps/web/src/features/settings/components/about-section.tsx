import type { Settings } from '@brique/shared';
import { Button } from '@mantine/core';
import { IconApi, IconInfoCircle, IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../components/ui/facts.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import classes from './settings-page.module.css';
import { SettingsSection } from './settings-section.js';

interface AboutSectionProps {
  settings: Settings;
  onShowKeys: () => void;
}

/** The program itself: its version, its keys, its API. */
export function AboutSection({ settings, onShowKeys }: AboutSectionProps) {
  const { t } = useTranslation();
  return (
    <SettingsSection
      anchor="about"
      icon={<IconInfoCircle />}
      title={t('settings.about')}
      text={t('settings.aboutText')}
    >
      <Facts
        facts={[
          { label: t('settings.version'), value: settings.version },
          { label: t('settings.licence'), value: 'MIT' },
        ]}
      />
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<IconKeyboard size={18} aria-hidden />} onClick={onShowKeys}>
          {t('settings.keys')}
        </Button>
        <LinkButton to="/api/docs" variant="default" leftSection={<IconApi size={18} aria-hidden />}>
          {t('settings.api')}
        </LinkButton>
      </div>
    </SettingsSection>
  );
}
