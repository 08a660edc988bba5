import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './sync.module.css';

/** Says of an instance that another one is called the same: a name proves nothing. */
export function SameName({ children }: { children: ReactNode }) {
  return (
    <p className={classes.notice}>
      <IconAlertTriangle size={18} aria-hidden />
      <span className={classes.besideMark}>{children}</span>
    </p>
  );
}
