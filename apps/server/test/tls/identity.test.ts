import { X509Certificate } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instanceIdOfCertificate, loadOrCreateIdentity } from '../../src/adapters/tls/identity.js';
import { withFolder } from './devices.js';

const FILES = ['device-key.pem', 'device-cert.pem'];

describe('the identity of an instance', () => {
  it('is made at the first start and stays the same', () =>
    withFolder(async (folder) => {
      const dataDir = join(folder, 'not', 'there', 'yet');
      const first = await loadOrCreateIdentity(dataDir);
      expect(first.instanceId).toMatch(/^[a-z2-7]{52}$/);
      expect(await loadOrCreateIdentity(dataDir)).toEqual(first);
      expect((await readdir(dataDir)).sort()).toEqual([...FILES].sort());
    }));

  it('differs from every other', () =>
    withFolder(async (folder) => {
      const [a, b] = [
        await loadOrCreateIdentity(join(folder, 'a')),
        await loadOrCreateIdentity(join(folder, 'b')),
      ];
      expect(a.instanceId).not.toBe(b.instanceId);
    }));

  it('is readable by its user alone, also after a copy that widened the files', () =>
    withFolder(async (folder) => {
      const modes = () =>
        Promise.all(FILES.map(async (name) => (await stat(join(folder, name))).mode & 0o777));
      await loadOrCreateIdentity(folder);
      expect(await modes()).toEqual([0o600, 0o600]);
      for (const name of FILES) await chmod(join(folder, name), 0o644);
      await loadOrCreateIdentity(folder);
      expect(await modes()).toEqual([0o600, 0o600]);
    }));

  it('is a P-256 certificate without a name, valid for ever, whatever the clock said when it was made', () =>
    withFolder(async (folder) => {
      const { certificatePem } = await loadOrCreateIdentity(folder);
      const certificate = new X509Certificate(certificatePem);
      expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
      expect(certificate.subject).toBe('CN=brique');
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(new Date(certificate.validFrom)).toEqual(new Date(0));
      expect(new Date(certificate.validTo)).toEqual(new Date('9999-12-31T23:59:59Z'));
    }));

  it('has the id that openssl gives: base32 of the SHA-256 of the SPKI', () => {
    // openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | sha256sum | xxd -r -p | base32
    expect(instanceIdOfCertificate(KNOWN_PEM)).toBe(KNOWN_ID);
    expect(instanceIdOfCertificate(new X509Certificate(KNOWN_PEM).raw)).toBe(KNOWN_ID);
  });

  it('survives the leftovers of a start that was killed while writing', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'device-key.pem.tmp'), 'half a k');
      const { instanceId } = await loadOrCreateIdentity(folder);
      expect((await loadOrCreateIdentity(folder)).instanceId).toBe(instanceId);
    }));
});

describe('a damaged identity', () => {
  it.each(FILES)('stops the start and stays untouched when only %s is there', (kept) =>
    withFolder(async (folder) => {
      await loadOrCreateIdentity(folder);
      const missing = FILES.find((name) => name !== kept) ?? '';
      const text = await readFile(join(folder, kept), 'utf8');
      await rm(join(folder, missing));
      await expect(loadOrCreateIdentity(folder)).rejects.toMatchObject({
        code: 'not_available',
        message: expect.stringMatching(new RegExp(`${missing} is missing.*backup.*delete.*${kept}`)),
      });
      expect(await readdir(folder)).toEqual([kept]);
      expect(await readFile(join(folder, kept), 'utf8')).toBe(text);
    }),
  );

  it.each(FILES)('stops the start when %s is cut short or empty', (name) =>
    withFolder(async (folder) => {
      await loadOrCreateIdentity(folder);
      const text = await readFile(join(folder, name), 'utf8');
      for (const damaged of ['', text.slice(0, 60), 'rubbish']) {
        await writeFile(join(folder, name), damaged);
        await expect(loadOrCreateIdentity(folder)).rejects.toMatchObject({
          code: 'not_available',
          message: expect.stringMatching(new RegExp(`${name} .*backup`)),
        });
        expect(await readFile(join(folder, name), 'utf8')).toBe(damaged);
      }
    }),
  );

  it('stops the start when key and certificate come from two devices', () =>
    withFolder(async (folder) => {
      const [a, b] = [join(folder, 'a'), join(folder, 'b')];
      await loadOrCreateIdentity(a);
      await loadOrCreateIdentity(b);
      await copyFile(join(a, 'device-key.pem'), join(b, 'device-key.pem'));
      await expect(loadOrCreateIdentity(b)).rejects.toMatchObject({
        code: 'not_available',
        message: expect.stringContaining('do not belong together'),
      });
    }));

  it('stops the start when a file cannot be read', () =>
    withFolder(async (folder) => {
      await mkdir(join(folder, 'device-key.pem'));
      await expect(loadOrCreateIdentity(folder)).rejects.toMatchObject({
        code: 'not_available',
        message: expect.stringMatching(/device-key\.pem cannot be read/),
      });
    }));
});

const KNOWN_ID = '4iqy4un4njvixzkoc3vi6fof2fxoyqrmicmamvoz2cgslkltu4ra';
const KNOWN_PEM = `-----BEGIN CERTIFICATE-----
MIIBdjCCAR2gAwIBAgIUFHgjFqHpqsOVG9Kr6WMB5s+gDF0wCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFa25vd24wIBcNMjYxMTIyMTkwMTA5WhgPMjEyNjEwMjkxOTAx
MDlaMBAxDjAMBgNVBAMMBWtub3duMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
ZA/cdl1yBPRzFpUI22yzqV87FxJL5ZuimO8Wi7ahA5kv07c//x645BrYXzkZX3tt
4UDq5zfiqHrRO05EDtBUwaNTMFEwHQYDVR0OBBYEFCB40vXPu3hSqIzD5V7WCTdw
5vviMB8GA1UdIwQYMBaAFCB40vXPu3hSqIzD5V7WCTdw5vviMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgGNsNx1VtJAc6UyrlGzbOvz+xA+hCMc5Q
uEvT7SD2M3wCIEoU9/LZRpJfRKRMoMAzGGvrqoWYXnCItoG/Y6bEYWCk
-----END CERTIFICATE-----`;
