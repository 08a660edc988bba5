import { useSyncExternalStore } from 'react';

/** Whether the server asks this browser for the password first. */
let signedOut = false;
const listeners = new Set<() => void>();

/** Called by what talks with the server, and after signing in or out. */
export function setSignedOut(next: boolean): void {
  if (next === signedOut) return;
  signedOut = next;
  for (const listener of [...listeners]) listener();
}

export function isSignedOut(): boolean {
  return signedOut;
}

/** @returns a function that ends the subscription */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSignedOut(): boolean {
  return useSyncExternalStore(onSessionChange, isSignedOut);
}
