import type { Language } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useLoadSamples, useRemoveSamples } from '../api/samples.js';

/** Loading the sample items in the page's language, and taking them away again; both say what they did. */
export function useSampleActions() {
  const { t, i18n } = useTranslation();
  const loading = useLoadSamples();
  const removal = useRemoveSamples();
  const onError = (error: unknown) => showToast(<ProblemMessage error={error} />, 'bad');

  const load = () =>
    loading.mutate(i18n.language as Language, {
      onSuccess: ({ items }) => showToast(t('samples.loaded', { count: items })),
      onError,
    });
  const remove = () =>
    removal.mutate(undefined, {
      onSuccess: ({ removed, kept }) =>
        showToast(
          kept > 0
            ? `${t('samples.removed', { count: removed })} ${t('samples.kept', { count: kept })}`
            : t('samples.removed', { count: removed }),
        ),
      onError,
    });
  return { load, remove, isBusy: loading.isPending || removal.isPending };
}
