import { Button, Skeleton, TextInput, Title } from '@mantine/core';
import { IconFileCode, IconSearch, IconZoomExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { apiUrl } from '../../../lib/api-client.js';
import { apiDocumentQueryOptions } from '../api/api-document.js';
import { type ApiDocument, callGroups } from '../api-document.js';
import classes from './api-docs.module.css';
import { CallEntry } from './call-entry.js';
import { MarkedCode } from './marked-code.js';
import { TypeEntry } from './type-entry.js';
import { typeAnchor } from './type-text.js';

/** What the owner's own scripts can call. @param anchor the entry that the address names, or '' */
export function ApiDocsPage({ anchor }: { anchor: string }) {
  const { t } = useTranslation();
  const document = useQuery(apiDocumentQueryOptions());
  const content = () => {
    if (document.data) return <Calls document={document.data} anchor={anchor} />;
    if (document.isError) {
      return (
        <ErrorPanel
          title={t('apiDocs.failed')}
          error={document.error}
          onRetry={() => void document.refetch()}
        />
      );
    }
    return <Skeleton h={500} radius="md" aria-busy="true" />;
  };
  return (
    <>
      <PageHeader title={t('apiDocs.title')} summary={t('apiDocs.summary')}>
        <Button
          component="a"
          href={apiUrl('/openapi.json')}
          variant="default"
          leftSection={<IconFileCode size={18} aria-hidden />}
        >
          OpenAPI 3.1
        </Button>
      </PageHeader>
      {content()}
    </>
  );
}

function Calls({ document, anchor }: { document: ApiDocument; anchor: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const groups = callGroups(document, search);
  return (
    <div className={classes.page}>
      <p className={classes.about}>
        <MarkedCode text={document.info.description} />
      </p>
      <TextInput
        type="search"
        label={t('apiDocs.search')}
        value={search}
        leftSection={<IconSearch size={18} aria-hidden />}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.length === 0 && (
        <MessagePanel icon={<IconZoomExclamation />} title={t('apiDocs.none')} text={t('apiDocs.noneText')}>
          <Button variant="default" onClick={() => setSearch('')}>
            {t('apiDocs.all')}
          </Button>
        </MessagePanel>
      )}
      {groups.map(({ name, calls }) => (
        <Card key={name} aria-labelledby={`group-${name}`}>
          <Title order={2} id={`group-${name}`} lang="en">
            {name}
          </Title>
          {calls.map((call) => (
            <CallEntry
              key={call.operationId}
              call={call}
              document={document}
              isAimedAt={anchor === call.operationId}
            />
          ))}
        </Card>
      ))}
      <Card aria-labelledby="types">
        <Title order={2} id="types">
          {t('apiDocs.types')}
        </Title>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <TypeEntry key={name} name={name} schema={schema} isAimedAt={anchor === typeAnchor(name)} />
        ))}
      </Card>
    </div>
  );
}
