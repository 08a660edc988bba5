import { expect, it } from 'vitest';
import { gossipPortFor } from './gossip-port.js';

it('is the port of the page plus 1000', () => {
  expect(gossipPortFor({ port: '8081', protocol: 'http:' })).toBe(9081);
  expect(gossipPortFor({ port: '', protocol: 'http:' })).toBe(1080);
});
