import type { Schema } from '../api-document.js';
import { Entry } from './entry.js';
import { FieldList, fieldsOf } from './field-list.js';
import { MarkedCode } from './marked-code.js';
import { TypeText, typeAnchor } from './type-text.js';

interface TypeEntryProps {
  name: string;
  schema: Schema;
  isAimedAt: boolean;
}

/** One type that calls take or answer. */
export function TypeEntry({ name, schema, isAimedAt }: TypeEntryProps) {
  const fields = fieldsOf(schema);
  return (
    <Entry anchor={typeAnchor(name)} isAimedAt={isAimedAt} title={<code>{name}</code>}>
      {() => (
        <>
          {schema.description !== undefined && (
            <p>
              <MarkedCode text={schema.description} />
            </p>
          )}
          {fields.length > 0 ? <FieldList fields={fields} /> : <TypeText schema={schema} />}
        </>
      )}
    </Entry>
  );
}
