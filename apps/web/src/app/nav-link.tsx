import type { Icon } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './shell.module.css';

const CURRENT = { 'aria-current': 'page' } as const;

interface NavLinkProps {
  to: NonNullable<LinkProps['to']>;
  /** Whether it is not the current page on pages below it. */
  isExact?: boolean;
  icon: Icon;
  name: string;
  /** What waits there: how much, and in words. */
  waiting?: { id: string; count: number; words: string };
}

/** A page in the navigation, and how much waits for an answer there. */
export function NavLink({ to, isExact = false, icon: Icon, name, waiting }: NavLinkProps) {
  const told = waiting !== undefined && waiting.count > 0 ? waiting : null;
  return (
    <>
      <Link
        to={to}
        className={classes.link}
        activeOptions={{ exact: isExact }}
        activeProps={CURRENT}
        aria-describedby={told?.id}
      >
        <Icon aria-hidden stroke={1.75} />
        <span>{name}</span>
        {told && (
          <span className={classes.waiting} aria-hidden="true" data-testid={told.id}>
            {told.count}
          </span>
        )}
      </Link>
      {/* Beside the link, which keeps its short name. */}
      {told && (
        <span id={told.id} hidden>
          {told.words}
        </span>
      )}
    </>
  );
}
