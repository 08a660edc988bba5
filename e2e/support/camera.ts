import { writeFile } from 'node:fs/promises';
import type { Browser, Locator, PlaywrightWorkerArgs, PlaywrightWorkerOptions } from '@playwright/test';

/** Pictures in a film; the camera shows them over and over. */
const FRAMES = 10;

/**
 * Films what is on a screen, as the fake camera takes it: JPEG after JPEG.
 * @param what is in the middle, as far as the screen reaches
 * @param size of the picture in pixels, which is how far the camera is away
 * @param path of the film, ending in `.mjpeg`
 */
export async function film(
  what: Locator,
  { width, height }: { width: number; height: number },
  path: string,
): Promise<void> {
  const box = await what.boundingBox();
  const screen = what.page().viewportSize();
  if (box === null || screen === null) throw new Error('There is nothing to be filmed.');
  const within = (middle: number, size: number, whole: number) =>
    Math.max(0, Math.min(middle - size / 2, whole - size));
  const clip = {
    x: within(box.x + box.width / 2, width, screen.width),
    y: within(box.y + box.height / 2, height, screen.height),
    ...{ width, height },
  };
  const frame = await what.page().screenshot({ type: 'jpeg', quality: 90, clip });
  await writeFile(path, Buffer.concat(Array<Buffer>(FRAMES).fill(frame)));
}

/**
 * A browser of its own, on a device whose camera sees a film.
 * @param options what browsers are started with otherwise
 * @param path of the film
 * @param answer of its owner, when a page asks for the camera
 */
export function launchWithCamera(
  { chromium }: PlaywrightWorkerArgs['playwright'],
  options: PlaywrightWorkerOptions['launchOptions'],
  path: string,
  answer: 'allow' | 'deny' = 'allow',
): Promise<Browser> {
  const camera = [
    '--use-fake-device-for-media-stream',
    `--use-fake-ui-for-media-stream${answer === 'deny' ? '=deny' : ''}`,
    `--use-file-for-fake-video-capture=${path}`,
  ];
  return chromium.launch({ ...options, args: [...(options.args ?? []), ...camera] });
}
