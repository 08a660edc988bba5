// Somebody hostile on the network, for flood.test.ts to run inside a network namespace: announces instances that do not exist, then
// goes on showing signs of life of the last of them, and asks to be let in under as many certificates. Tells how far it is, a line of JSON each.
//   node forger.mjs <options as JSON>: {from, to, gossipPort, announcements, requests}
// `from`: its address. `to`: whom it asks. It ends when its input does.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { encodeMessage } from '../../dist/adapters/mdns/codec.js';
import { announcementMessage } from '../../dist/adapters/mdns/write-records.js';
import { createDeviceCertificate } from '../../dist/adapters/tls/device-certificate.js';

const { from, to, gossipPort, announcements, requests } = JSON.parse(process.argv[2] ?? '');
const tell = (what) => console.log(JSON.stringify(what));
process.stdin.resume().on('end', () => process.exit(0));

const socket = createSocket({ type: 'udp4', reuseAddr: true });
socket.bind(5353, from);
await once(socket, 'listening');
socket.setMulticastTTL(255);
socket.setMulticastInterface(from);

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const randomId = () => Array.from(randomBytes(52), (byte) => ALPHABET[byte % 32]).join('');
/** Some lead back here, where nothing listens; some to where nobody is. */
const hosts = (n) => (n % 2 === 0 ? [from] : [`10.86.0.${100 + (n % 100)}`]);

async function announce(instanceId, n, instanceName) {
  const message = announcementMessage({ instanceId, instanceName, port: 6666, protocol: 1 }, hosts(n));
  await new Promise((resolve) => socket.send(encodeMessage(message), 5353, '224.0.0.251', resolve));
  // What comes faster than it is read is dropped by the system, and would prove nothing.
  if (n % 20 === 19) await pause(1);
}

const ids = Array.from({ length: announcements }, randomId);
for (const [n, id] of ids.entries()) await announce(id, n, `Forged ${n}`);
tell({ announced: ids.length });

/** All that found room are among the first; they stay, under ever new names. */
async function goOn() {
  for (let round = 0; ; round += 1) {
    for (const [n, id] of ids.slice(0, 300).entries()) await announce(id, n, `Forged ${n} ${round}`);
    await pause(200);
  }
}
void goOn();

async function ask(n) {
  const { certificatePem: cert, privateKeyPem: key } = await createDeviceCertificate();
  const headers = { 'brique-name': `Stranger%20${n}`, 'brique-port': '6666', 'content-length': '0' };
  const call = request({
    ...{ host: to, port: gossipPort, localAddress: from, path: '/api/v1/gossip/sync', method: 'POST' },
    ...{ cert, key, headers, agent: false, rejectUnauthorized: false },
  });
  call.end();
  const [response] = await once(call, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

const answers = {};
let asked = 0;
async function askOn() {
  while (asked < requests) {
    const status = await ask(asked++).catch((error) => error.code);
    answers[status] = (answers[status] ?? 0) + 1;
  }
}
await Promise.all(Array.from({ length: 8 }, askOn));
tell({ answers });
