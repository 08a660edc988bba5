import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** For a value of several words: takes two columns. */
  isWide?: boolean;
}

interface FactsProps {
  facts: readonly Fact[];
  /** How much room a value gets. */
  columns?: 'narrow' | 'roomy';
}

/** Names and values, as a description list. */
export function Facts({ facts, columns = 'narrow' }: FactsProps) {
  return (
    <dl className={classes.facts} data-columns={columns}>
      {facts.map(({ label, value, isWide }) => (
        <div key={label} className={classes.fact} data-wide={isWide}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
