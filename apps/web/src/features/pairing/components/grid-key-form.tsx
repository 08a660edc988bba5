import type { GridKeyInfo } from '@brique/shared';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { asProblem } from '../../../lib/api-client.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useSetGridKey } from '../api/grid-key.js';

interface GridKeyFormProps {
  /** What was scanned before; '' when it is to be typed. */
  scanned: string;
  onDone: (info: GridKeyInfo) => void;
  onCancel: () => void;
}

/** Takes the key of another instance, or a passphrase. */
export function GridKeyForm({ scanned, onDone, onCancel }: GridKeyFormProps) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const set = useSetGridKey();
  const [text, setText] = useState(scanned);
  const isScanned = scanned !== '' && text === scanned;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(text, { onSuccess: onDone });
  };
  const words = () => {
    if (!set.error) return null;
    const problem = asProblem(set.error);
    const field = problem.errors.find((each) => each.field === 'key');
    return (field ? texts.field(field) : texts.problem(problem)).text;
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Textarea
          autoFocus
          label={t(isScanned ? 'pairing.grid.scannedLabel' : 'pairing.grid.typeLabel')}
          description={isScanned ? undefined : t('pairing.grid.typeHint')}
          autosize
          minRows={2}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          value={text}
          error={words()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            set.reset();
          }}
        />
        <Group gap="sm">
          <Button type="submit" loading={set.isPending} disabled={text.trim() === ''}>
            {t('pairing.grid.typeSubmit')}
          </Button>
          <LinkButton
            to="/scan"
            search={{ for: 'key' }}
            variant="default"
            leftSection={<IconQrcode size={18} aria-hidden />}
          >
            {t('pairing.scan')}
          </LinkButton>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
