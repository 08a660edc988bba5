import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './api-docs.module.css';

interface EntryProps {
  /** Where an address such as `/api/docs#type-Item` leads. */
  anchor: string;
  /** Whether the address leads here now. */
  isAimedAt: boolean;
  title: ReactNode;
  /** Drawn when it is opened: there are many. */
  children: () => ReactNode;
}

/** A line that opens. What an address leads to is open. */
export function Entry({ anchor, isAimedAt, title, children }: EntryProps) {
  const [isOpen, setOpen] = useState(false);
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isAimedAt) return;
    setOpen(true);
    element.current?.scrollIntoView({ block: 'start' });
  }, [isAimedAt]);
  return (
    <details
      ref={element}
      id={anchor}
      className={classes.entry}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={classes.line}>{title}</summary>
      {isOpen && <div className={classes.inside}>{children()}</div>}
    </details>
  );
}
