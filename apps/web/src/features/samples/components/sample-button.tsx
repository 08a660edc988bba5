import { Button } from '@mantine/core';
import { IconPackages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { samplesQueryOptions } from '../api/samples.js';
import { useSampleActions } from './use-sample-actions.js';

/** Loads the sample items, or takes them away when they are here. */
export function SampleButton() {
  const { t } = useTranslation();
  const samples = useQuery(samplesQueryOptions()).data;
  const { load, remove, isBusy } = useSampleActions();
  if (!samples) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconPackages size={18} aria-hidden />}
      loading={isBusy}
      onClick={samples.items > 0 ? remove : load}
    >
      {samples.items > 0 ? t('samples.removeAll', { count: samples.items }) : t('samples.load')}
    </Button>
  );
}
