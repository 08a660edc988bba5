import { Fragment } from 'react';
import type { Schema } from '../api-document.js';
import { typeWords } from '../type-words.js';

/** The anchor of a type's entry. */
export function typeAnchor(name: string): string {
  return `type-${name}`;
}

/** A type, in which the names of others lead to them. */
export function TypeText({ schema }: { schema: Schema }) {
  return (
    <code>
      {typeWords(schema).map((word, at) =>
        typeof word === 'string' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one fixed type
          <Fragment key={at}>{word}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one fixed type
          <a key={at} href={`#${typeAnchor(word.name)}`}>
            {word.name}
          </a>
        ),
      )}
    </code>
  );
}
