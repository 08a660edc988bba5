import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ResponderReport, ResponderRequest } from './responder-messages.js';

/** The process that talks to the responder. */
export interface ResponderLink {
  ask(request: ResponderRequest): void;
  /** Ends it; what it announced is taken back. */
  close(): Promise<void>;
}

/**
 * Starts that process. `listen` hears all it says; the last is `failed` if it ends by itself, however it does.
 */
export type OpenResponderLink = (listen: (report: ResponderReport) => void) => ResponderLink;

/** It has nothing to save. */
const CLOSE_MS = 1000;

/** @param file the built responder-process.js */
export function createOpenResponderLink(
  file = fileURLToPath(new URL('responder-process.js', import.meta.url)),
): OpenResponderLink {
  return (listen) => {
    // The library's complaints are for those who program it.
    const child = fork(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    let open = true;
    const exited = new Promise<void>((resolve) => {
      const end = (reason: string) => {
        resolve();
        if (!open) return;
        open = false;
        listen({ type: 'failed', reason });
      };
      child.once('exit', (code, signal) => end(`its process ended with ${signal ?? code}`));
      child.once('error', (error) => end(error.message));
    });
    child.on('message', (report: ResponderReport) => {
      if (!open) return;
      if (report.type === 'failed') open = false;
      listen(report);
    });
    return {
      ask(request) {
        // A process that is ending tells so by itself.
        if (child.connected) child.send(request, () => undefined);
      },
      async close() {
        open = false;
        if (child.connected) child.disconnect();
        const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
        await exited;
        clearTimeout(timer);
      },
    };
  };
}
