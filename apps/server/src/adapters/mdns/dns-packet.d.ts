/** Types for the part of dns-packet 5.6.1 (which ships none) that mdns-socket.ts uses. */
declare module 'dns-packet' {
  export const AUTHORITATIVE_ANSWER: number;
  /** @throws if the record data has no wire form; changes what it is given */
  export function encode(message: object): Buffer;
  /** @throws on most malformed messages; see message-filter.ts for the others */
  export function decode(message: Buffer): unknown;
}
