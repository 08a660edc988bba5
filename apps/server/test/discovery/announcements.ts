import { randomBytes } from 'node:crypto';
import type { Announcement } from '../../src/usecases/peers/discovery.js';

/** An id that no other instance on this machine or network has. */
export function randomInstanceId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(randomBytes(52), (byte) => alphabet[byte % 32]).join('');
}

/** @returns an announcement with a fresh id */
export function announcementOf(instanceName: string, port = 9080): Announcement {
  return { instanceId: randomInstanceId(), instanceName, port, protocol: 1 };
}
