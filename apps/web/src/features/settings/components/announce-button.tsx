import { Button, Text } from '@mantine/core';
import { IconAntenna } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useAnnounce } from '../api/announce.js';

/** Tells the network now that we are here, as long as discovery is on. */
export function AnnounceButton() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  return (
    <Button
      variant="default"
      leftSection={<IconAntenna size={18} aria-hidden />}
      loading={announce.isPending}
      onClick={() =>
        announce.mutate(undefined, {
          onSuccess: () => showToast(<Text size="sm">{t('settings.announced')}</Text>),
          // The one conflict there is: discovery was switched off in another tab.
          onError: (error) =>
            showToast(
              asProblem(error).code === 'conflict' ? (
                t('settings.discoveryIsOff')
              ) : (
                <ProblemMessage error={error} />
              ),
              'bad',
            ),
        })
      }
    >
      {t('settings.announce')}
    </Button>
  );
}
