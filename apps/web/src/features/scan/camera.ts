/** Why there is no picture; the texts say what to do. */
export type CameraFault = 'unsupported' | 'insecure' | 'denied' | 'none' | 'busy' | 'failed';

/** The names that `getUserMedia` fails by (Media Capture and Streams, W3C). */
const FAULTS: Record<string, CameraFault> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
  NotSupportedError: 'unsupported',
};

/**
 * Asks for a camera, the one at the back where there are two. The browser asks the person, the first time.
 * @throws never: a camera that cannot be had is a fault
 */
export async function openCamera(): Promise<MediaStream | CameraFault> {
  if (!window.isSecureContext) return 'insecure';
  // Absent in some browsers inside other programs, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices?.getUserMedia === undefined) return 'unsupported';
  try {
    return await devices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return FAULTS[error instanceof DOMException ? error.name : ''] ?? 'failed';
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

// The light of a telephone's camera, which the standard types leave out (Image Capture, W3C).
type LightCapabilities = MediaTrackCapabilities & { torch?: boolean };
type LightConstraints = MediaTrackConstraintSet & { torch?: boolean };

/** @returns whether the camera has a light that can be switched */
export function hasLight(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0];
  return (track?.getCapabilities?.() as LightCapabilities | undefined)?.torch === true;
}

export async function switchLight(stream: MediaStream, on: boolean): Promise<void> {
  const wish: LightConstraints = { torch: on };
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [wish] });
}
