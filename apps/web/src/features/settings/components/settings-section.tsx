import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../../../components/ui/card.js';
import classes from './settings-page.module.css';

interface SettingsSectionProps {
  /** Where an address such as `/settings#data` leads. */
  anchor: string;
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

/** One drawer of the settings: what it is about on its front, what can be set inside. */
export function SettingsSection({ anchor, icon, title, text, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <Card id={anchor} aria-labelledby={id} className={classes.section}>
      <div className={classes.front}>
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          <p className={classes.text}>{text}</p>
        </div>
      </div>
      <div className={classes.inside}>{children}</div>
    </Card>
  );
}
