import type { ReactNode } from 'react';
import classes from './live-region.module.css';

interface LiveRegionProps {
  /** `status` waits for a pause in what is being read aloud; `alert` does not. */
  role: 'status' | 'alert';
  children: ReactNode;
}

/** A place whose changes are read aloud. It must stand on the page before its content does, taking no room meanwhile. */
export function LiveRegion({ role, children }: LiveRegionProps) {
  return (
    <div role={role} className={classes.region}>
      {children}
    </div>
  );
}
