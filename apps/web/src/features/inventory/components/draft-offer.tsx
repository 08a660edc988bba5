import { Alert, Button, Group, Text } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface DraftOfferProps {
  name: string;
  onTake: () => void;
  onDrop: () => void;
}

/** A new item that was left without saving, offered back. */
export function DraftOffer({ name, onTake, onDrop }: DraftOfferProps) {
  const { t } = useTranslation();
  return (
    <Alert color="ochre" mb="md" icon={<IconNotes aria-hidden />} title={t('form.draftTitle')}>
      <Text size="sm" mb="xs">
        {name.trim() === '' ? t('form.draftUnnamed') : t('form.draftText', { name })}
      </Text>
      <Group gap="xs">
        <Button size="compact-md" variant="default" onClick={onTake}>
          {t('form.draftTake')}
        </Button>
        <Button size="compact-md" variant="subtle" onClick={onDrop}>
          {t('form.draftDrop')}
        </Button>
      </Group>
    </Alert>
  );
}
