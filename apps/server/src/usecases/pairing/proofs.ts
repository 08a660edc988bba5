import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A proof that its maker knows a secret, worth nothing to anyone else: HMAC-SHA256 (RFC 2104) of what the secret is used for
 * and of both instance ids. An instance id is the hash of a certificate's public key, and TLS has proved both certificates
 * when a proof is looked at, so one that was seen or copied proves nothing from another certificate, nor to another one.
 * @param secret at least 128 bits
 * @param parts what is proven, in order; none may hold a line feed
 * @returns 64 hex digits
 */
export function prove(secret: Uint8Array, parts: readonly string[]): string {
  if (parts.some((part) => part.includes('\n'))) throw new Error('a part of a proof holds a line feed');
  return createHmac('sha256', secret).update(parts.join('\n')).digest('hex');
}

/** Compares in constant time. @param proof as it came, of any shape */
export function isProof(secret: Uint8Array, parts: readonly string[], proof: unknown): boolean {
  if (typeof proof !== 'string' || !/^[0-9a-f]{64}$/.test(proof)) return false;
  return timingSafeEqual(Buffer.from(proof, 'hex'), Buffer.from(prove(secret, parts), 'hex'));
}
