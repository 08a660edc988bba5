import type { Socket } from 'node:net';

/** What came back before the server closed. */
export interface RawAnswer {
  readonly text: string;
  /** Status of each answer, in order. */
  readonly statuses: number[];
  /** false: the server left the connection open, and we ended it. */
  readonly closed: boolean;
}

const PATIENCE_MS = 20_000;

/** Writes bytes, says that nothing more follows, and reads to the end. @param socket connected, or connecting */
export function writeRaw(socket: Socket, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = '';
    let closed = true;
    const timer = setTimeout(() => {
      closed = false;
      socket.destroy();
    }, PATIENCE_MS);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    // A server that hangs up in the middle of our writing is one way to refuse.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      const statuses = [...text.matchAll(/^HTTP\/1\.\d (\d{3})/gm)].map((match) => Number(match[1]));
      resolve({ text, statuses, closed });
    });
    socket.end(bytes, 'latin1');
  });
}
