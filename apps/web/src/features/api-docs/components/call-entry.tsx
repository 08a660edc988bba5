import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ApiDocument, type Call, resolved } from '../api-document.js';
import { exampleCall } from '../example-call.js';
import classes from './api-docs.module.css';
import { Entry } from './entry.js';
import { ExampleLine } from './example-line.js';
import { FieldList, fieldsOf } from './field-list.js';
import { MarkedCode } from './marked-code.js';
import { TypeText } from './type-text.js';

interface CallEntryProps {
  call: Call;
  document: ApiDocument;
  isAimedAt: boolean;
}

/** One call: what it does on its line; what it takes and answers inside. */
export function CallEntry({ call, document, isAimedAt }: CallEntryProps) {
  const { method, path, summary = '' } = call;
  return (
    <Entry
      anchor={call.operationId}
      isAimedAt={isAimedAt}
      title={
        <>
          <span className={classes.method} data-method={method}>
            {method}
          </span>
          <span className={classes.what}>
            <code className={classes.path}>{path}</code>
            <MarkedCode text={summary} />
          </span>
        </>
      }
    >
      {() => <CallDetails call={call} document={document} />}
    </Entry>
  );
}

function CallDetails({ call, document }: { call: Call; document: ApiDocument }) {
  const { t } = useTranslation();
  const { description, parameters = [], requestBody, responses } = call;
  return (
    <>
      {description !== undefined && (
        <p>
          <MarkedCode text={description} />
        </p>
      )}
      {parameters.length > 0 && (
        <section>
          <Title order={3}>{t('apiDocs.parameters')}</Title>
          <FieldList
            fields={parameters.map(({ name, schema, required = false }) => ({
              ...{ name, schema, isRequired: required },
            }))}
          />
        </section>
      )}
      {requestBody && (
        <section>
          <Title order={3}>{t('apiDocs.body')}</Title>
          {Object.entries(requestBody.content).map(([type, { schema }]) => (
            <div key={type}>
              <p>
                <code>{type}</code> · <TypeText schema={schema} />
              </p>
              <FieldList fields={fieldsOf(resolved(schema, document))} />
            </div>
          ))}
        </section>
      )}
      <section>
        <Title order={3}>{t('apiDocs.answers')}</Title>
        <dl className={classes.fields}>
          {Object.entries(responses).map(([status, answer]) => (
            <div key={status} className={classes.field}>
              <dt>
                <code>{status}</code>
              </dt>
              <dd>
                {/* The summary again says nothing; of problems it is their codes. */}
                {answer.description !== call.summary && (
                  <p>
                    <MarkedCode text={answer.description} />
                  </p>
                )}
                {Object.entries(answer.content ?? {}).map(([type, { schema }]) => (
                  <div key={type}>
                    <span className={classes.quiet}>{type}</span> <TypeText schema={schema} />
                  </div>
                ))}
                {answer.content === undefined && <span className={classes.quiet}>{t('apiDocs.empty')}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <Title order={3}>{t('apiDocs.example')}</Title>
        <ExampleLine text={exampleCall(call, document, window.location.origin)} />
      </section>
    </>
  );
}
