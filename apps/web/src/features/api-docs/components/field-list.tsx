import { useTranslation } from 'react-i18next';
import type { Schema } from '../api-document.js';
import classes from './api-docs.module.css';
import { MarkedCode } from './marked-code.js';
import { TypeText } from './type-text.js';

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** @returns the fields of an object's schema; none of any other */
export function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }));
}

/** Names with their types, limits and what they mean. */
export function FieldList({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation();
  const limits = ({ minimum, maximum, default: fallback }: Schema) => [
    ...(minimum !== undefined && maximum !== undefined ? [t('apiDocs.range', { minimum, maximum })] : []),
    ...(fallback !== undefined ? [t('apiDocs.fallback', { value: String(fallback) })] : []),
  ];
  return (
    <dl className={classes.fields}>
      {fields.map(({ name, schema, isRequired }) => (
        <div key={name} className={classes.field}>
          <dt>
            <code>{name}</code>
            {isRequired && <span className={classes.required}>{t('apiDocs.required')}</span>}
          </dt>
          <dd>
            <TypeText schema={schema} />
            {limits(schema).map((words) => (
              <span key={words} className={classes.quiet}>
                {' '}
                · {words}
              </span>
            ))}
            {schema.description !== undefined && (
              <p className={classes.quiet}>
                <MarkedCode text={schema.description} />
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
