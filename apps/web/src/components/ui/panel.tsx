import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Card } from './card.js';
import classes from './panel.module.css';

interface PanelProps {
  title: string;
  /** A word about the whole, beside the title. */
  aside?: ReactNode;
  isWide?: boolean;
  /** The link to where there is more of it. */
  more?: ReactNode;
  children: ReactNode;
}

/** One board of the dashboard, whichever feature fills it. */
export function Panel({ title, aside, isWide = false, more, children }: PanelProps) {
  const id = useId();
  return (
    <Card aria-labelledby={id} className={classes.panel} data-wide={isWide}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside && <p className={classes.aside}>{aside}</p>}
      </div>
      {children}
      {more && <div className={classes.more}>{more}</div>}
    </Card>
  );
}
