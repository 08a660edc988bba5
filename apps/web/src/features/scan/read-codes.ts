/** Reads the codes of a picture: QR codes everywhere, barcodes where the browser itself knows them. */
export interface CodeReader {
  /** Codes of a moving picture, in a few milliseconds. @returns '' when there is none */
  glance(video: HTMLVideoElement): Promise<string>;
  /** All codes of a photo, taking its time. */
  study(photo: ImageBitmap): Promise<string[]>;
}

/** The browser's own detector (Shape Detection API, WICG), which the standard types leave out. */
interface NativeDetector {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** What labels and name plates bear. */
const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'upc_a', 'data_matrix', 'itf'];
/** Shorter side of a frame given to our own decoder: enough for a code that fills a fifth of it. */
const FRAME_SIDE = 600;
/** Longer sides at which a photo is tried; blur and moiré go away when it shrinks. */
const PHOTO_SIDES = [2000, 1000];
const PHOTO_MS = 1500;

/** Loads what it takes. */
export async function createCodeReader(): Promise<CodeReader> {
  const native = await nativeDetector();
  const detect = async (image: ImageBitmapSource): Promise<string[]> => {
    const found = (await native?.detect(image).catch(() => [])) ?? [];
    return unique(found.map(({ rawValue }) => rawValue));
  };
  return {
    async glance(video) {
      if (native) return (await detect(video))[0] ?? '';
      const { decodeQR } = await import('qr/decode.js');
      const { videoWidth, videoHeight } = video;
      const image = pixelsOf(video, videoWidth, videoHeight, FRAME_SIDE / Math.min(videoWidth, videoHeight));
      try {
        return decodeQR(image);
      } catch {
        return '';
      }
    },
    async study(photo) {
      const found = await detect(photo);
      if (found.length > 0) return found;
      const { decodeQRBatch } = await import('qr/decode.js');
      for (const side of PHOTO_SIDES) {
        const { width, height } = photo;
        const image = pixelsOf(photo, width, height, side / Math.max(width, height));
        const [results = []] = await decodeQRBatch([image], { effort: 4, timeLimit: PHOTO_MS });
        const texts = results.filter((result) => typeof result === 'string');
        if (texts.length > 0) return unique(texts);
      }
      return [];
    },
  };
}

/** @returns null where the browser has none, or one that knows no QR codes */
async function nativeDetector(): Promise<NativeDetector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeDetectorClass };
  try {
    const supported = (await BarcodeDetector?.getSupportedFormats()) ?? [];
    if (BarcodeDetector === undefined || !supported.includes('qr_code')) return null;
    return new BarcodeDetector({ formats: FORMATS.filter((format) => supported.includes(format)) });
  } catch {
    return null;
  }
}

/** @param scale applied only when it shrinks the picture */
function pixelsOf(source: CanvasImageSource, width: number, height: number, scale: number): ImageData {
  const shrunk = Math.min(scale, 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * shrunk));
  canvas.height = Math.max(1, Math.round(height * shrunk));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser gives no canvas.');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
