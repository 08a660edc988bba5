import { Button, FileButton, Text } from '@mantine/core';
import { IconPhotoScan } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createCodeReader } from '../read-codes.js';

/** A telephone offers its camera for this by itself; a computer its files. */
const IS_TELEPHONE = matchMedia('(pointer: coarse)').matches;

/** Reads the codes of a photo. */
export function PhotoButton({ onCodes }: { onCodes: (texts: string[]) => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'reading' | 'nothing' | 'unreadable'>('idle');

  const read = async (file: File | null) => {
    if (file === null) return;
    setState('reading');
    onCodes([]);
    const photo = await createImageBitmap(file).catch(() => null);
    if (photo === null) return setState('unreadable');
    const reader = await createCodeReader();
    const texts = await reader.study(photo);
    photo.close();
    setState(texts.length > 0 ? 'idle' : 'nothing');
    if (texts.length > 0) onCodes(texts);
  };

  return (
    <div>
      <FileButton
        accept="image/*"
        onChange={(file) => void read(file)}
        inputProps={{ capture: 'environment', 'aria-label': t('scan.photo') }}
        key={state}
      >
        {(props) => (
          <Button
            {...props}
            fullWidth
            size="md"
            variant="default"
            loading={state === 'reading'}
            leftSection={<IconPhotoScan size={20} aria-hidden />}
          >
            {IS_TELEPHONE ? t('scan.photo') : t('scan.choosePhoto')}
          </Button>
        )}
      </FileButton>
      <Text role="status" size="sm" mt="xs">
        {state === 'reading' && t('scan.reading')}
        {(state === 'nothing' || state === 'unreadable') && t(`scan.photoFault.${state}`)}
      </Text>
    </div>
  );
}
