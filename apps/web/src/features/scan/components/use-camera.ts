import { type RefObject, useEffect, useState } from 'react';
import { type CameraFault, closeCamera, openCamera } from '../camera.js';
import { createCodeReader } from '../read-codes.js';

/** Rest between two looks: eight a second feel immediate and leave a telephone cool. */
const REST_MS = 125;

export type CameraState =
  | { step: 'starting' }
  | { step: 'looking'; stream: MediaStream }
  | { step: 'failed'; fault: CameraFault };

/**
 * Runs the camera while the page is in view and looks for a code in its picture.
 * @param attempt another number starts anew, after a fault
 * @param onCode called once, with the first code that is seen
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  attempt: number,
  onCode: (text: string) => void,
): CameraState {
  const [state, setState] = useState<CameraState>({ step: 'starting' });
  const [isInView, setInView] = useState(!document.hidden);

  useEffect(() => {
    const look = () => setInView(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new camera.
  useEffect(() => {
    if (!isInView) return;
    const stop = new AbortController();
    setState({ step: 'starting' });
    void run(stop.signal);
    return () => stop.abort();

    async function run(signal: AbortSignal): Promise<void> {
      const stream = await openCamera();
      if (typeof stream === 'string') {
        if (!signal.aborted) setState({ step: 'failed', fault: stream });
        return;
      }
      const close = () => closeCamera(stream);
      if (signal.aborted) return close();
      signal.addEventListener('abort', close);
      const player = video.current;
      if (player === null) return;
      // Unplugged, or taken away in the browser's settings.
      stream.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (!signal.aborted) setState({ step: 'failed', fault: 'failed' });
      });
      player.srcObject = stream;
      await player.play().catch(() => undefined);
      if (signal.aborted) return;
      setState({ step: 'looking', stream });
      const reader = await createCodeReader();
      while (!signal.aborted) {
        const text = player.videoWidth > 0 ? await reader.glance(player) : '';
        if (text !== '' && !signal.aborted) return onCode(text);
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    }
  }, [attempt, isInView, video]);

  return state;
}
