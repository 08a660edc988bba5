import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file as it is sent. */
export interface PackedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: 'br' | 'gzip';
}

/** The smaller first. */
const ENCODINGS = ['br', 'gzip'] as const;
/** Below this, packing gains nothing that a packet would notice. */
const WORTH_BYTES = 1024;
const PACKABLE = /\.(js|css|svg|json)$/;
/** Packs as fast as gzip does, into 5 % less. */
const BROTLI_QUALITY = 5;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/**
 * Packs files whose content never changes once, not for each browser: the page's own script took longer to pack than to send.
 * @returns for a file's path, its content and what the browser takes, the file packed; null where it is sent as it is
 */
export function createPacker(): (
  path: string,
  content: Uint8Array,
  accepted: string | undefined,
) => Promise<PackedFile | null> {
  const kept = new Map<string, Promise<PackedFile>>();
  return async (path, content, accepted = '') => {
    const encoding = ENCODINGS.find((each) => takes(accepted, each));
    if (encoding === undefined || !PACKABLE.test(path) || content.byteLength < WORTH_BYTES) return null;
    const key = `${encoding} ${path}`;
    let packed = kept.get(key);
    if (packed === undefined) {
      packed = packAs(encoding, content);
      kept.set(key, packed);
    }
    return packed;
  };
}

/** @returns whether an Accept-Encoding header names an encoding, and not to refuse it (`br;q=0`) */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((part) => {
    const [name, weight = '1'] = part.split(/;\s*q=/);
    return name?.trim() === encoding && Number(weight) > 0;
  });
}

async function packAs(encoding: 'br' | 'gzip', content: Uint8Array): Promise<PackedFile> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
  };
  const packed = await (encoding === 'br' ? brotli(content, { params }) : gzipped(content));
  return { bytes: new Uint8Array(packed), encoding };
}
