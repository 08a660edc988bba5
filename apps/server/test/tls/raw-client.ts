import { connect as connectTcp } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import type { DeviceCertificate } from '../../src/adapters/tls/device-certificate.js';

/** What a client that minds no rules got out of a TLS server. */
export interface RawOutcome {
  /** Whether the client's side of the handshake went through. With TLS 1.3 that is before the server looks at its certificate. */
  secured: boolean;
  answer: string;
  /** Whether the server took up the session that was offered. */
  resumed: boolean;
  /** A session to offer next time. */
  session: Buffer | undefined;
}

/**
 * Sends one request over TLS by hand and reads until the server closes.
 * @param certificate shown if asked for; none when absent
 * @param options more of TLS, such as a session to resume
 */
export function askByHand(
  port: number,
  certificate?: DeviceCertificate,
  options: ConnectionOptions = {},
): Promise<RawOutcome> {
  return new Promise((resolve) => {
    const outcome: RawOutcome = { secured: false, answer: '', resumed: false, session: undefined };
    const shown = certificate && { cert: certificate.certificatePem, key: certificate.privateKeyPem };
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...shown, ...options });
    socket.on('secureConnect', () => {
      outcome.secured = true;
      outcome.resumed = socket.isSessionReused();
      socket.write('GET / HTTP/1.1\r\nhost: brique\r\nconnection: close\r\n\r\n');
    });
    socket.on('session', (session: Buffer) => {
      outcome.session = session;
    });
    socket.on('data', (chunk: Buffer) => {
      outcome.answer += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(outcome));
  });
}

/** Sends bytes over plain TCP and reads until the server closes. */
export function askInPlainText(port: number, text: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const answer: Buffer[] = [];
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk: Buffer) => answer.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(answer)));
  });
}
