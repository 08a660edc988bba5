import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';
import type { DnsMessage } from './dns-message.js';

/** One Ethernet frame. Responders stay below (RFC 6762, section 17); ours needs about 700. */
const MAX_BYTES = 1500;
const HEADER_BYTES = 12;
/** A root name, a type and a class. */
const MIN_QUESTION_BYTES = 5;
/** A root name, a type, a class, a TTL and a length. */
const MIN_RECORD_BYTES = 11;

/** @returns the message as bytes; responses are marked authoritative, as RFC 6762, section 18.4, wants */
export function encodeMessage(message: DnsMessage): Buffer {
  return encode({ ...message, flags: message.type === 'response' ? AUTHORITATIVE_ANSWER : 0 });
}

/** @returns undefined for a packet that is malformed or not worth decoding */
export function decodeMessage(packet: Buffer): DnsMessage | undefined {
  if (!isWorthDecoding(packet)) return undefined;
  try {
    // The codec's output is a DnsMessage by construction, but for `data`, which stays unknown until it is read.
    return decode(packet) as DnsMessage;
  } catch {
    return undefined;
  }
}

/**
 * Small, with no more records announced than fit in it, and about us. dns-packet believes the counts of the header, and on some
 * broken records begins again at the start of the packet: unfiltered, 60 bytes that announce 65,535 records cost it most of a
 * second. The last condition spares us the rest of the network's mDNS talk.
 */
function isWorthDecoding(packet: Buffer): boolean {
  if (packet.length < HEADER_BYTES || packet.length > MAX_BYTES) return false;
  const records = packet.readUInt16BE(6) + packet.readUInt16BE(8) + packet.readUInt16BE(10);
  const least = HEADER_BYTES + packet.readUInt16BE(4) * MIN_QUESTION_BYTES + records * MIN_RECORD_BYTES;
  if (least > packet.length) return false;
  // Compression points back at an earlier spelling, so each name stands in full at least once.
  const text = packet.toString('latin1').toLowerCase();
  return text.includes('brique') || text.includes('_services');
}
