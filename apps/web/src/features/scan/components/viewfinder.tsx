import { ActionIcon, Button, Text } from '@mantine/core';
import { IconBulb, IconBulbOff, IconCameraOff, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasLight, switchLight } from '../camera.js';
import classes from './scan.module.css';
import { useCamera } from './use-camera.js';

interface ViewfinderProps {
  /** What to do without a camera, in a sentence. */
  instead: string;
  onCode: (text: string) => void;
}

/** The camera's picture with a frame to aim by, or why there is none. */
export function Viewfinder({ instead, onCode }: ViewfinderProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const camera = useCamera(video, attempt, onCode);
  return (
    <div className={classes.finder} data-step={camera.step}>
      <video ref={video} className={classes.video} muted playsInline aria-label={t('scan.camera')} />
      {camera.step === 'failed' ? (
        <div className={classes.fault} role="alert">
          <IconCameraOff size={40} stroke={1.5} aria-hidden />
          <Text>
            {t(`scan.fault.${camera.fault}`)} {instead}
          </Text>
          {(camera.fault === 'busy' || camera.fault === 'failed' || camera.fault === 'denied') && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={18} aria-hidden />}
              onClick={() => setAttempt(attempt + 1)}
            >
              {t('scan.again')}
            </Button>
          )}
        </div>
      ) : (
        <>
          <div className={classes.frame} aria-hidden="true" />
          <p className={classes.state} role="status">
            {camera.step === 'looking' ? t('scan.looking') : t('scan.starting')}
          </p>
          {camera.step === 'looking' && <LightSwitch stream={camera.stream} />}
        </>
      )}
    </div>
  );
}

function LightSwitch({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(false);
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(hasLight(stream)), [stream]);
  if (!isThere) return null;
  return (
    <ActionIcon
      className={classes.light ?? ''}
      size="xl"
      radius="xl"
      variant="default"
      aria-label={t('scan.light')}
      aria-pressed={isOn}
      onClick={() =>
        void switchLight(stream, !isOn).then(
          () => setOn(!isOn),
          () => setThere(false),
        )
      }
    >
      {isOn ? <IconBulbOff aria-hidden /> : <IconBulb aria-hidden />}
    </ActionIcon>
  );
}
