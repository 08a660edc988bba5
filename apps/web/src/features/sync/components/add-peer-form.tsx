import { Button, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useAddPeer } from '../api/peers.js';
import { isPeerAddress } from '../peer-address.js';
import classes from './sync.module.css';

/** For an instance that discovery cannot find: another subnet, a network without multicast. */
export function AddPeerForm() {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const add = useAddPeer();
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPeerAddress(address)) return setError(t('sync.add.invalid'));
    add.mutate(address.trim(), {
      onSuccess: (peer) => {
        setAddress('');
        showToast(t('sync.add.done', { name: peer.name }));
      },
      onError: (refused) => {
        const problem = asProblem(refused);
        const field = problem.errors.find((each) => each.field === 'address');
        setError(field ? texts.field(field) : texts.problem(problem));
      },
    });
  };

  return (
    <Card aria-labelledby="add-peer">
      <Title order={2} id="add-peer" mb="xs">
        {t('sync.add.title')}
      </Title>
      <form onSubmit={submit} noValidate className={classes.addForm}>
        <TextInput
          className={classes.addField}
          label={t('sync.add.address')}
          description={t('sync.add.hint')}
          placeholder={t('sync.add.placeholder')}
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          value={address}
          error={error}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setError(null);
          }}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          loading={add.isPending}
        >
          {t('sync.add.submit')}
        </Button>
      </form>
    </Card>
  );
}
