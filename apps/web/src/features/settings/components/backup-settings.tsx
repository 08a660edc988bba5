import type { BackupFailureCode, BackupState } from '@brique/shared';
import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { Facts } from '../../../components/ui/facts.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { showToast } from '../../../components/ui/toast.js';
import { useFormats } from '../../../lib/use-formats.js';
import { backupsQueryOptions, useBackUp } from '../api/backups.js';
import { CopiedPath } from './copied-path.js';
import { SetAside } from './set-aside.js';
import classes from './settings-page.module.css';

/** The copies that Brique makes by itself: how the last one went, where they lie, and one more with a click. */
export function BackupSettings() {
  const { t } = useTranslation();
  const formats = useFormats();
  const query = useQuery(backupsQueryOptions());
  const backUp = useBackUp();
  if (query.isError && !query.data) {
    return (
      <ErrorPanel title={t('backup.unreadable')} error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (!query.data) return <Skeleton h={120} radius="md" />;

  const { backups, setAside, folder, failure, unreadable, isRunning } = query.data;
  const [last] = backups;
  const size = formats.bytes(backups.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <Stack gap="sm">
      {failure && <Failure failure={failure} />}
      {!failure && unreadable.length > 0 && (
        <Alert
          role="status"
          color="ochre"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('backup.unreadableItems', { count: unreadable.length })}
        >
          {t('backup.unreadableItemsHint')}
          <TechnicalDetail detail={unreadable.join(', ')} />
        </Alert>
      )}
      <Facts
        facts={[
          {
            label: t('backup.last'),
            value: last ? <RelativeTime iso={last.at} /> : t('backup.none'),
          },
          {
            label: t('backup.kept'),
            value: last ? t('backup.keptValue', { count: backups.length, size }) : t('common.dash'),
          },
          {
            label: t('backup.folder'),
            value: <CopiedPath path={folder} label={t('backup.copyFolder')} testId="backup-dir" />,
            isWide: true,
          },
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('backup.hint')}
      </Text>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconDatabaseExport size={18} aria-hidden />}
          loading={isRunning || backUp.isPending}
          onClick={() =>
            backUp.mutate(undefined, {
              onSuccess: (state) => {
                if (state.failure === null) showToast(t('backup.made'));
              },
              onError: (error) => showToast(<ProblemMessage error={error} />, 'bad'),
            })
          }
        >
          {t('backup.now')}
        </Button>
      </div>
      {setAside.length > 0 && <SetAside kept={setAside} />}
    </Stack>
  );
}

function Failure({ failure: { at, code, message } }: { failure: NonNullable<BackupState['failure']> }) {
  const { t } = useTranslation();
  const texts: Record<BackupFailureCode, string> = {
    disk_full: t('backup.failed.disk_full'),
    database_damaged: t('backup.failed.database_damaged'),
    internal: t('backup.failed.internal'),
  };
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <>
          {t('backup.failed.title')} · <RelativeTime iso={at} />
        </>
      }
    >
      {texts[code]}
      <TechnicalDetail detail={message} />
    </Alert>
  );
}
