import { LIMITS } from '@brique/shared';

/** What a scanned or typed text says. */
export type ItemCode = { kind: 'item'; id: string } | { kind: 'text'; text: string };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BARE_ID = new RegExp(`^${UUID}$`, 'i');
const CODE = new RegExp(`^web\\+brique:(?://)?(${UUID})$`, 'i');
/** Where a page of Brique shows an item, on whatever instance the address was copied from. */
const ITEM_PATH = /^\/(?:i|inventory)\/([^/]+)(?:\/edit)?$/;

/**
 * What the label of an item holds: an address without a host, so that it names the item and not the computer that printed it.
 * In capitals, which a QR code packs into less room (29 × 29 modules at 25 % redundancy); schemes and ids know no case.
 * @param id item id
 * @returns e.g. `WEB+BRIQUE:01935B2C-…`
 */
export function formatItemCode(id: string): string {
  return `WEB+BRIQUE:${id.toUpperCase()}`;
}

/**
 * Reads a text from outside: the code of a label, the address of an item's page on any instance, a bare id; everything else is text,
 * say a serial number.
 * @param raw of any length and content
 */
export function parseItemCode(raw: string): ItemCode {
  // What cannot be seen is no part of it: scanners end lines, pasted text brings marks of its direction.
  const text = raw
    .slice(0, 2000)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const id = BARE_ID.test(text) ? text : (CODE.exec(text)?.[1] ?? idInAddress(text));
  if (id !== undefined) return { kind: 'item', id: id.toLowerCase() };
  return { kind: 'text', text: text.replace(/\s+/g, ' ').slice(0, LIMITS.shortTextLength).trim() };
}

function idInAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const last = ITEM_PATH.exec(new URL(text).pathname)?.[1];
  if (last === undefined) return undefined;
  const part = decode(last);
  return BARE_ID.test(part) ? part : CODE.exec(part)?.[1];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
