import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../../../components/ui/card.js';
import classes from './dashboard.module.css';

interface PanelProps {
  title: string;
  /** A word about the whole, beside the title. */
  aside?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

/** One board of the dashboard. */
export function Panel({ title, aside, isWide = false, children }: PanelProps) {
  const id = useId();
  return (
    <Card aria-labelledby={id} className={isWide ? `${classes.panel} ${classes.wide}` : classes.panel}>
      <div className={classes.panelHead}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </Card>
  );
}
