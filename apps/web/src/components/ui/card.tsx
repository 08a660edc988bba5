import type { ComponentProps } from 'react';
import classes from './card.module.css';

/** A thing on the bench: surface, line, and a thicker edge below. */
export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section {...props} className={className ? `${classes.card} ${className}` : classes.card} />;
}
