import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What others type. Only they can know by which name or IP address this computer is reached from there. */
export function OwnAddress({ port }: { port: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span data-testid="own-address">
        &lt;<em>{t('settings.ownAddress')}</em>&gt;:{port}
      </span>
      <Text size="sm" c="dimmed" mt={2}>
        {t('settings.addressHint', { port })}
      </Text>
    </>
  );
}
