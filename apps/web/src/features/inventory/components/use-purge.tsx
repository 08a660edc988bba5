import type { PurgeInput } from '@brique/shared';
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { usePurgeItems } from '../api/purge-items.js';

interface PurgeRequest {
  what: PurgeInput;
  /** What the question asks, with how many items it is about. */
  title: string;
  /** Leaves a page that shows what is about to go: from then on nobody must ask the server for it. */
  onConfirmed?: () => Promise<void>;
  onDone?: () => void;
}

/** Deletes for good, after asking: it is the one thing on the page that nothing takes back. */
export function usePurge() {
  const { t } = useTranslation();
  const purge = usePurgeItems();

  const run = async ({ what, onConfirmed, onDone }: PurgeRequest) => {
    try {
      await onConfirmed?.();
      const { purged, passedOver } = await purge.mutateAsync(what);
      const gone = t('trash.gone', { count: purged });
      showToast(passedOver === 0 ? gone : `${gone} ${t('trash.passedOver', { count: passedOver })}`);
      onDone?.();
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
    }
  };

  const ask = (request: PurgeRequest) =>
    askToConfirm({
      title: request.title,
      children: (
        <Stack gap="xs">
          <Text fw={600}>{t('trash.purgeWarning')}</Text>
          <Text size="sm" c="dimmed">
            {t('trash.purgeExcept')}
          </Text>
        </Stack>
      ),
      confirm: t('trash.purge'),
      cancel: t('common.cancel'),
      isDangerous: true,
      onConfirm: () => void run(request),
    });

  return { ask, isBusy: purge.isPending };
}
