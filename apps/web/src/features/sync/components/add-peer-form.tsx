import { Button, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { showToast } from '../../../components/ui/toast.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { type ProblemWords, useProblemTexts } from '../../../lib/problem-text.js';
import { useAddPeer } from '../api/peers.js';
import { isPeerAddress } from '../peer-address.js';
import { isSyncErrorCode, technicalDetail } from '../sync-error.js';
import classes from './sync.module.css';

/** For an instance that discovery cannot find: another subnet, a network without multicast. */
export function AddPeerForm() {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const add = useAddPeer();
  const [address, setAddress] = useState('');
  // Kept as what it is, not as a text, so that it follows when the language is switched.
  const [fault, setFault] = useState<'noAddress' | ApiProblem | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPeerAddress(address)) return setFault('noAddress');
    add.mutate(address.trim(), {
      onSuccess: (peer) => {
        setAddress('');
        showToast(t('sync.add.done', { name: peer.name }));
      },
      onError: (error) => setFault(asProblem(error)),
    });
  };

  const words = (): ProblemWords | null => {
    if (fault === null) return null;
    if (fault === 'noAddress') return { text: t('sync.add.invalid'), detail: null };
    const field = fault.errors.find((each) => each.field === 'address');
    if (field) return texts.field(field);
    // The server is stricter about what an address looks like.
    if (fault.code === 'invalid_input') return { text: t('sync.add.invalid'), detail: null };
    const problem = texts.problem(fault);
    if (!isSyncErrorCode(fault.code)) return problem;
    // What was tried and how it failed helps to mend a network; the words alone cannot say that.
    return { ...problem, detail: technicalDetail({ code: fault.code, detail: fault.detail ?? '' }) };
  };
  const error = words();

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
          error={error?.text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setFault(null);
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
      <TechnicalDetail detail={error?.detail ?? null} />
    </Card>
  );
}
