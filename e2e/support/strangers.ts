import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

const CERTIFICATES = new URL('../../apps/server/dist/adapters/tls/device-certificate.js', import.meta.url);
/** An instance hears of so many from one address, and of no more. */
const PER_ADDRESS = 4;

/**
 * Asks an instance to be let in, under each of these names with a certificate of its own, from as many addresses of this computer as that
 * takes. @param address `host:port` of its gossip listener
 */
export async function askAs(names: readonly string[], address: string): Promise<void> {
  const { createDeviceCertificate } = (await import(CERTIFICATES.href)) as {
    createDeviceCertificate(): Promise<{ certificatePem: string; privateKeyPem: string }>;
  };
  const [host, port] = address.split(':');
  for (const [n, name] of names.entries()) {
    const { certificatePem, privateKeyPem } = await createDeviceCertificate();
    const asking = request({
      ...{ host, port, path: '/api/v1/gossip/sync', method: 'POST', agent: false },
      localAddress: `127.0.0.${10 + Math.floor(n / PER_ADDRESS)}`,
      ...{ cert: certificatePem, key: privateKeyPem, rejectUnauthorized: false },
      headers: { 'brique-name': encodeURIComponent(name), 'brique-port': '9', 'content-length': '0' },
    });
    asking.end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    if (response.statusCode !== 403) throw new Error(`a stranger was answered ${response.statusCode}`);
  }
}
