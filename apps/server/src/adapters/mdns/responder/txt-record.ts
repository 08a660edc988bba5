import type { Announcement } from '../../../usecases/peers/discovery.js';
import { txtStrings } from '../write-records.js';

/** Our TXT record as bytes: each string behind its length (RFC 6763, section 6.1). */
export function txtBytes(announcement: Announcement): Buffer {
  return Buffer.concat(
    txtStrings(announcement).map((text) => {
      const bytes = Buffer.from(text);
      return Buffer.concat([Buffer.from([bytes.length]), bytes]);
    }),
  );
}

/** @returns the strings of a TXT record; what stands after a length that leads beyond the end is left out */
export function splitTxt(bytes: Buffer): Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + (bytes[at] ?? 0);
    if (end > bytes.length) break;
    strings.push(bytes.subarray(at + 1, end));
    at = end;
  }
  return strings;
}
