import { describe, expect, it } from 'vitest';
import type { DnsMessage, DnsRecord } from '../../src/adapters/mdns/dns-message.js';
import { cleanInstanceName } from '../../src/adapters/mdns/instance-name.js';
import { readQuestions } from '../../src/adapters/mdns/read-questions.js';
import { readGoodbyes, readSightings } from '../../src/adapters/mdns/read-records.js';
import { announcementMessage, queryMessage } from '../../src/adapters/mdns/write-records.js';
import { announcementOf, randomInstanceId } from './announcements.js';

const atelier = announcementOf('Atelier');
const id = atelier.instanceId;

/** A message as ours, with the records of one type changed. */
function altered(type: string, change: (record: DnsRecord) => Partial<DnsRecord>): DnsMessage {
  const message = announcementMessage(atelier, ['192.0.2.1', 'fe80::1']);
  return {
    ...message,
    answers: message.answers.map((record) =>
      record.type === type ? { ...record, ...change(record) } : record,
    ),
  };
}

describe('an announcement', () => {
  it('is read as it was written', () => {
    expect(readSightings(announcementMessage(atelier, ['192.0.2.1', 'fe80::1']))).toEqual([
      { instanceId: id, instanceName: 'Atelier', protocol: 1, port: 9080, hosts: ['192.0.2.1', 'fe80::1'] },
    ]);
    expect(readGoodbyes(announcementMessage(atelier, []))).toEqual([]);
  });

  it('has the records of docs/protocol.md', () => {
    const { answers } = announcementMessage(atelier, ['192.0.2.1']);
    expect(answers.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'PTR _brique._tcp.local',
      `SRV ${id}._brique._tcp.local`,
      `TXT ${id}._brique._tcp.local`,
      `A brique-${id.slice(0, 26)}.local`,
    ]);
    expect(answers[2]?.data).toEqual([`id=${id}`, 'name=Atelier', 'v=1']);
  });

  it('is read whatever the label, the case of names and keys, and the section, as other software writes them', () => {
    const message = announcementMessage(atelier, ['192.0.2.1']);
    const renamed = message.answers.map((record) => ({
      ...record,
      name: record.name.replace(id, 'My Workshop'),
    }));
    const [pointer, ...rest] = renamed.map((record) => ({ ...record, name: record.name.toUpperCase() }));
    const text = {
      ...rest[1],
      data: [Buffer.from(`ID=${id}`), Buffer.from('Name=Shed'), Buffer.from('V=1'), Buffer.from('x')],
    };
    const split = {
      ...message,
      answers: pointer ? [pointer] : [],
      additionals: [rest[0], text, rest[2]] as DnsRecord[],
    };
    expect(readSightings(split)).toMatchObject([
      { instanceId: id, instanceName: 'Shed', hosts: ['192.0.2.1'] },
    ]);
  });

  it.each<[string, DnsMessage]>([
    ['an id of the wrong form', altered('TXT', () => ({ data: ['id=short', 'name=A', 'v=1'] }))],
    ['no id', altered('TXT', () => ({ data: ['name=A', 'v=1'] }))],
    ['no version', altered('TXT', () => ({ data: [`id=${id}`] }))],
    ['an impossible version', altered('TXT', () => ({ data: [`id=${id}`, 'v=1e3'] }))],
    ['no TXT record', altered('TXT', () => ({ type: 'NULL' }))],
    ['TXT data of another shape', altered('TXT', () => ({ data: 7 }))],
    ['port 0', altered('SRV', () => ({ data: { port: 0, target: 'x.local' } }))],
    ['SRV data of another shape', altered('SRV', () => ({ data: null }))],
    ['another service', altered('SRV', () => ({ name: 'x._ssh._tcp.local' }))],
  ])('is refused with %s', (_what, message) => {
    expect(readSightings(message)).toEqual([]);
  });

  it('counts for 16 instances at most', () => {
    const crowd = Array.from(
      { length: 100 },
      () => announcementMessage(announcementOf('x'), []).answers,
    ).flat();
    expect(readSightings({ type: 'response', questions: [], answers: crowd, additionals: [] })).toHaveLength(
      16,
    );
  });

  it('shows a nameless instance by the start of its id', () => {
    const message = altered('TXT', () => ({ data: [`id=${id}`, 'name=\u0000\u0007', 'v=1'] }));
    expect(readSightings(message)[0]?.instanceName).toBe(id.slice(0, 7));
  });
});

describe('a goodbye', () => {
  it('names the instance and announces nothing', () => {
    const message = announcementMessage(atelier, ['192.0.2.1'], 0);
    expect(readGoodbyes(message)).toEqual([id]);
    expect(readSightings(message)).toEqual([]);
  });

  it('is understood from the pointer alone', () => {
    const message = announcementMessage(atelier, [], 0);
    expect(readGoodbyes({ ...message, answers: message.answers.slice(0, 1) })).toEqual([id]);
  });

  it('names nobody if its label is no id', () => {
    const pointer = { name: '_brique._tcp.local', type: 'PTR', ttl: 0, data: 'x._brique._tcp.local' };
    expect(readGoodbyes({ type: 'response', questions: [], answers: [pointer], additionals: [] })).toEqual(
      [],
    );
  });
});

describe('a question', () => {
  const asked = (name: string, type: string) =>
    readQuestions({ ...queryMessage(), questions: [{ name, type }] }, id);

  it.each([
    ['_brique._tcp.local', 'PTR'],
    ['_Brique._TCP.local', 'ANY'],
    [`${id}._brique._tcp.local`, 'SRV'],
    [`${id}._brique._tcp.local`, 'TXT'],
    [`brique-${id.slice(0, 26)}.local`, 'AAAA'],
  ])('for %s %s is for us', (name, type) => {
    expect(asked(name, type)).toEqual({ announcement: true, enumeration: false });
  });

  it.each([
    ['_ipp._tcp.local', 'PTR'],
    ['_brique._tcp.local', 'SRV'],
    [`${randomInstanceId()}._brique._tcp.local`, 'SRV'],
  ])('for %s %s is not', (name, type) => {
    expect(asked(name, type)).toEqual({ announcement: false, enumeration: false });
  });

  it('for the service types of the network gets ours', () => {
    expect(asked('_services._dns-sd._udp.local', 'PTR')).toEqual({ announcement: false, enumeration: true });
  });

  it('needs no answer if the asker says that it knows us', () => {
    const knows = (ttl: number) => {
      const answers = [{ name: '_brique._tcp.local', type: 'PTR', ttl, data: `${id}._brique._tcp.local` }];
      return readQuestions({ ...queryMessage(), answers }, id).announcement;
    };
    expect(knows(119)).toBe(false);
    expect(knows(20)).toBe(true);
  });
});

describe('an instance name on the wire', () => {
  it.each([
    ['is left alone if it is fit', 'Café Λ 仓库 👩‍🔧', 'Café Λ 仓库 👩‍🔧'],
    ['is one line without control characters', ' a\u0000b\n\tc\u001b[31m ', 'a b c [31m'],
    ['has no characters that reorder the text around them', 'a\u202egnp.exe', 'a gnp.exe'],
    ['has no half characters', 'a\ud83db', 'a b'],
    ['is cut between characters', `${'x'.repeat(63)}🔧`, 'x'.repeat(63)],
    ['may be empty', '\u0007', ''],
  ])('%s', (_what, name, cleaned) => {
    expect(cleanInstanceName(name)).toBe(cleaned);
  });

  it('fits in a TXT string of 255 bytes whatever it is', () => {
    for (const character of ['x', 'é', '仓', '🔧'])
      expect(Buffer.byteLength(`name=${cleanInstanceName(character.repeat(1000))}`)).toBeLessThanOrEqual(255);
  });
});
