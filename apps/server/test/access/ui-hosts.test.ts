import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { allowedHosts, isBeyondLoopback, pageUrls } from '../../src/ui-hosts.js';

const info = (address: string, internal = false): NetworkInterfaceInfo =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;
const OWN = {
  hostname: 'Atelier.lan',
  interfaces: {
    lo: [info('127.0.0.1', true), info('::1', true)],
    lan: [info('192.168.1.20'), info('2001:db8::20'), info('fe80::20')],
  },
};
const LOCAL = ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'];
const NAMES = ['atelier.lan:8080', 'atelier:8080', 'atelier.local:8080'];

test('on loopback: this computer, by no other name', () => {
  for (const host of ['127.0.0.1', 'localhost', '::1']) {
    expect([...allowedHosts(host, 8080, OWN)].toSorted()).toEqual(LOCAL.toSorted());
  }
  expect(allowedHosts('127.0.0.2', 8080, OWN).has('127.0.0.2:8080')).toBe(true);
});

test('on the network: its names and addresses, and never the address that stands for all', () => {
  const all = [...LOCAL, ...NAMES, '192.168.1.20:8080', '[2001:db8::20]:8080'];
  for (const host of ['0.0.0.0', '::']) {
    expect([...allowedHosts(host, 8080, OWN)].toSorted()).toEqual(all.toSorted());
  }
  expect([...allowedHosts('192.168.1.20', 8080, OWN)].toSorted()).toEqual(
    [...LOCAL, ...NAMES, '192.168.1.20:8080'].toSorted(),
  );
});

test('browsers leave port 80 out', () => {
  expect(allowedHosts('0.0.0.0', 80, OWN).has('192.168.1.20')).toBe(true);
  expect(allowedHosts('0.0.0.0', 8080, OWN).has('192.168.1.20')).toBe(false);
});

test('what is beyond loopback', () => {
  const beyond = ['0.0.0.0', '::', '192.168.1.20', '::ffff:127.0.0.1', '128.0.0.1'];
  expect(beyond.filter(isBeyondLoopback)).toEqual(beyond);
  expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].filter(isBeyondLoopback)).toEqual([]);
});

test('where the page is', () => {
  expect(pageUrls('127.0.0.1', 8080, OWN)).toEqual(['http://localhost:8080']);
  expect(pageUrls('192.168.1.20', 8080, OWN)).toEqual(['http://192.168.1.20:8080']);
  expect(pageUrls('0.0.0.0', 8080, OWN)).toEqual([
    'http://localhost:8080',
    'http://192.168.1.20:8080',
    'http://[2001:db8::20]:8080',
  ]);
});
