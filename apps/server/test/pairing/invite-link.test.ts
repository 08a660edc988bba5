import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInvite, writeInvite } from '../../src/usecases/pairing/invite-link.js';

const base32 = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
    minLength: length,
    maxLength: length,
  });
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '');
const invitation = fc.record({
  instanceId: base32(52),
  instanceName: name,
  addresses: fc.array(fc.constantFrom('192.168.1.20:9080', '[fe80::1%eth0]:9080', 'garage.local:19080'), {
    minLength: 1,
    maxLength: 3,
  }),
  secret: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});

test('an invite is read as it was written', () => {
  fc.assert(
    fc.property(invitation, (written) => {
      expect(readInvite(writeInvite(written))).toEqual(written);
    }),
  );
});

test('mail programs, quotes and words around it do no harm', () => {
  fc.assert(
    fc.property(invitation, fc.integer({ min: 10, max: 60 }), (written, width) => {
      const wrapped = writeInvite(written).replace(new RegExp(`(.{${width}})`, 'g'), '$1\r\n  ');
      expect(readInvite(`Come in: "${wrapped}" — see you!`)).toEqual(written);
    }),
  );
});

test('a part of an invite is none', () => {
  fc.assert(
    fc.property(
      invitation,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (written, share) => {
        const link = writeInvite(written);
        const cut = link.slice(0, Math.floor(link.length * share));
        expect(readInvite(cut)).toBeNull();
      },
    ),
  );
});

test.each([
  ['nothing', ''],
  ['another link', 'https://example.org/?s=1'],
  ['a newer form', 'brique:invite?v=2&id=a&s=b&a=c'],
  ['a grid key', 'brique:grid?v=1&k=aaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['something endless', `brique:invite?v=1&${'a'.repeat(100_000)}`],
  ['prototypes', 'brique:invite?v=1&__proto__=1&constructor=2'],
])('%s is no invite', (_, text) => {
  expect(readInvite(text)).toBeNull();
});
