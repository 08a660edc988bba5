import type { OutgoingMessage } from 'node:http';

/** Waits until a message takes more, or is over. */
export function drained(message: OutgoingMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      message.off('drain', done);
      message.off('close', done);
      resolve();
    };
    message.on('drain', done);
    message.on('close', done);
    // 'close' does not come twice.
    if (message.destroyed) done();
  });
}
