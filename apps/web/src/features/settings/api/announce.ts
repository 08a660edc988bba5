import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Tells the local network again that this instance is here. */
export function useAnnounce() {
  return useMutation({ mutationFn: () => api<void>('POST', '/discovery/announce') });
}
