import { Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMeasuredHeight } from '../../lib/use-measured-height.js';
import classes from './form-actions.module.css';

interface FormActionsProps {
  /** What stands in the way of them, above. */
  problem?: ReactNode;
  /** What leads back first, what leads on last. */
  children: ReactNode;
}

/** The foot of a drawer or a dialog: what can be done with it, in sight however long it is, and never under a message. */
export function FormActions({ problem, children }: FormActionsProps) {
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  // Messages stand above the foot of a drawer; a dialog ends above the messages (global.css).
  const isAtTheEdge = foot?.closest('.mantine-Drawer-content') != null;
  useMeasuredHeight(isAtTheEdge ? foot : null, '--brique-foot');
  return (
    <div ref={setFoot} className={classes.foot}>
      {problem}
      <Group justify="flex-end" gap="sm" className={classes.actions ?? ''}>
        {children}
      </Group>
    </div>
  );
}
