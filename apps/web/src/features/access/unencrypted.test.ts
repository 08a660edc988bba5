import { expect, it } from 'vitest';
import { travelsUnencrypted } from './unencrypted.js';

it.each([
  ['http:', '192.168.1.20', true],
  ['http:', 'atelier.local', true],
  ['http:', '127.0.0.1.example', true],
  ['https:', 'atelier.local', false],
  ['http:', 'localhost', false],
  ['http:', '127.0.0.1', false],
  ['http:', '[::1]', false],
])('%s//%s: %s', (protocol, hostname, expected) => {
  expect(travelsUnencrypted({ protocol, hostname } as Location)).toBe(expected);
});
