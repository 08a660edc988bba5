import { expect, test } from 'vitest';
import { outcome } from './helpers.js';

const CSV = '\ufeff\r\n"Nom";Marque;"N° de série"\r\n"é""🔧\r\nx";ドリル;1\r\n\r\n;;\r\n"";a;b\rlamp;"b;c"\n';
const JSON_FILE =
  '\ufeff{"brique":1,"x":[{}],"items":[{"name":"é\\"\\ud83d\\udd27🔧","n":-1.5e3,"b":true},{"nom":null}, 4]} ';

test.each([
  ['csv', 'CSV', Buffer.from(CSV)],
  ['csv', 'CSV in UTF-16', Buffer.from(CSV, 'utf16le')],
  ['csv', 'CSV with sep=', Buffer.from('sep=;\r\nname;b\r\nx;y')],
  ['csv', 'CSV cut in a quote', Buffer.from(CSV.slice(0, 45))],
  ['csv', 'CSV that is not UTF-8', Buffer.from('name\na\n\xe9\nb', 'latin1')],
  ['csv', 'a spreadsheet', Buffer.from('PK\x03\x04....')],
  ['json', 'JSON', Buffer.from(JSON_FILE)],
  ['json', 'JSON in UTF-16', Buffer.from(JSON_FILE, 'utf16le')],
  ['json', 'JSON cut short', Buffer.from(JSON_FILE.slice(0, 70))],
  ['json', 'JSON that is not UTF-8', Buffer.from('[{"name":"a"},{"name":"\xe9"}]', 'latin1')],
] as const)('%s: %s reads the same in chunks of any size', async (format, _, file) => {
  const whole = await outcome(format, file, file.length);
  for (let size = 1; size < file.length; size++) expect(await outcome(format, file, size)).toEqual(whole);
});
