import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: string;
  /** A line below the title, announced when it changes. */
  summary?: ReactNode;
  children?: ReactNode;
}

/** The page's name, a line about it, and what one can do here. */
export function PageHeader({ title, summary, children }: PageHeaderProps) {
  return (
    <div className={classes.header}>
      <div className={classes.words}>
        <Title order={1}>{title}</Title>
        {summary !== undefined && (
          <p className={classes.summary} role="status">
            {summary}
          </p>
        )}
      </div>
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
