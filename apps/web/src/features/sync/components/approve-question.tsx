import type { Peer } from '@brique/shared';
import { Box, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { TermsFields } from '../../../components/ui/terms-fields.js';
import type { TermsChoice } from '../../../lib/trust-terms.js';
import { SameName } from './same-name.js';
import classes from './sync.module.css';

/** This instance, as the other screen shows it. */
export interface SelfIdentity {
  id: string;
  name: string;
}

interface ApproveQuestionProps {
  peer: Peer;
  self: SelfIdentity;
  /** Whether another instance is called the same. To be asked before: questions stand outside of what knows the instances. */
  isSameName: boolean;
  /** The terms that are offered at first. */
  initial: TermsChoice;
  onChoose: (terms: TermsChoice) => void;
}

/** What approving means, both identities in the form in which two people read them to each other, and on what terms it comes in. */
export function ApproveQuestion({ peer, self, isSameName, initial, onChoose }: ApproveQuestionProps) {
  const { t } = useTranslation();
  const [terms, setTerms] = useState(initial);
  return (
    <>
      <Text>{t(terms.scope === 'guest' ? 'sync.approveTextGuest' : 'sync.approveText')}</Text>
      {isSameName && (
        <Box mt="sm">
          <SameName>{t('sync.sameNameText', { name: peer.name })}</SameName>
        </Box>
      )}
      <Text mt="sm" fw={600}>
        {t('sync.approveCompare')}
      </Text>
      <div className={classes.compare}>
        <Compared id={peer.id} label={t('sync.theirId', { name: peer.name })} hint={t('sync.theirIdHint')} />
        <Compared id={self.id} label={t('sync.ourId', { name: self.name })} hint={t('sync.ourIdHint')} />
      </div>
      <Box mt="md">
        <TermsFields
          terms={terms}
          onChange={(chosen) => {
            setTerms(chosen);
            onChoose(chosen);
          }}
        />
      </Box>
    </>
  );
}

function Compared({ id, label, hint }: { id: string; label: string; hint: string }) {
  return (
    <div className={classes.compareRow}>
      <BrickMark id={id} size={52} />
      <div className={classes.besideMark}>
        <Text fw={600}>{label}</Text>
        <InstanceId id={id} size="lg" />
        <Text size="sm" c="dimmed" mt={2}>
          {hint}
        </Text>
      </div>
    </div>
  );
}
