import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  changeItem,
  checkItem,
  createItem,
  decodeItem,
  digestFromHex,
  digestOf,
  digestToHex,
  encodeItem,
  isWithinDepth,
  type Json,
  makeStamp,
} from '../src/index.js';
import { arbitraryCopies, hash, ITEM_ID, LIMITS, NOW } from './arbitraries.js';

const A = 'aaaaaaaa22222';
const stampAt = (millis: number, replica = A) => makeStamp({ millis, counter: 0 }, replica);
const item = () => createItem(ITEM_ID, { name: 'Drill', 'x:colour': 'grün' }, stampAt(NOW));
const raw = () => JSON.parse(encodeItem(item()));

describe('canonical encoding', () => {
  it('gives one text for equal values, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
    expect(canonicalJson({ b: 1, a: { d: [1, { f: 1, e: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[1,{"e":2,"f":1}]},"b":1}',
    );
  });

  it('encodes and decodes items without loss, unknown keys included', () => {
    fc.assert(
      fc.property(arbitraryCopies, ([copy]) => {
        const text = encodeItem(copy);
        expect(encodeItem(decodeItem(text))).toBe(text);
        const checked = checkItem(JSON.parse(text), NOW + 600_000, LIMITS);
        expect(checked.ok && encodeItem(checked.item)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('makes digests that survive the wire and differ with the text', () => {
    const digest = digestOf(encodeItem(item()), hash);
    expect(digestFromHex(digestToHex(digest))).toEqual(digest);
    expect(digestOf(encodeItem(changeItem(item(), { name: 'Saw' }, stampAt(NOW + 1))), hash)).not.toEqual(
      digest,
    );
    expect(digestFromHex('xyz')).toBeNull();
  });

  it('measures depth', () => {
    expect(isWithinDepth([[[]]], 3)).toBe(true);
    expect(isWithinDepth([[[]]], 2)).toBe(false);
  });
});

describe('checkItem refuses', () => {
  const codeOf = (value: unknown) => {
    const checked = checkItem(value, NOW, LIMITS);
    return checked.ok ? 'ok' : checked.code;
  };
  const withKey = (key: string, value: unknown, stamp = stampAt(NOW)) => {
    const changed = raw();
    changed.keys[key] = [value, stamp];
    return changed;
  };

  it.each<[string, unknown, string]>([
    ['nothing of a good item', raw(), 'ok'],
    ['what is no object', 'text', 'malformed'],
    ['an unknown member', { ...raw(), extra: 1 }, 'malformed'],
    ['an id that is no UUIDv7', { ...raw(), id: '1' }, 'bad_id'],
    ['an upper-case id', { ...raw(), id: ITEM_ID.toUpperCase() }, 'bad_id'],
    ['an item without keys', { ...raw(), keys: {} }, 'malformed'],
    ['a key with a line break', withKey('x:a\nb', 1), 'bad_key'],
    ['__proto__ as a key', JSON.parse(encodeItem(item()).replace('"x:colour"', '"__proto__"')), 'bad_key'],
    ['a malformed stamp', withKey('brand', 'x', 'soon'), 'bad_stamp'],
    ['an empty stamp, on the first key it looks at', { ...raw(), keys: { brand: ['x', ''] } }, 'bad_stamp'],
    [
      'no stamp at all, on the first key it looks at',
      { ...raw(), keys: { brand: ['x', null] } },
      'bad_stamp',
    ],
    [
      'a stamp by a replica that the versions do not know',
      withKey('brand', 'x', stampAt(NOW, 'bbbbbbbb22222')),
      'bad_versions',
    ],
    ['a stamp later than its replica was seen', withKey('brand', 'x', stampAt(NOW + 1)), 'bad_versions'],
    ['a negative count', { ...raw(), versions: { [A]: ['0'.repeat(16), -1] } }, 'bad_versions'],
    ['a name that is a number', withKey('name', 7), 'bad_value'],
    ['not 200 characters of two UTF-16 units each', withKey('name', '🔧'.repeat(200)), 'ok'],
    ['a name over 200 such characters', withKey('name', '🔧'.repeat(201)), 'bad_value'],
    ['a name over 200 characters', withKey('name', 'n'.repeat(201)), 'bad_value'],
    [
      'a value that nests too deep',
      withKey('x:deep', JSON.parse('['.repeat(40) + ']'.repeat(40))),
      'bad_value',
    ],
    ['a number that JSON cannot write', withKey('x:n', Number.POSITIVE_INFINITY), 'bad_value'],
    ['a value over 64 KiB', withKey('x:big', 'ü'.repeat(33_000)), 'value_too_large'],
    [
      'more than 1,000 keys',
      {
        ...raw(),
        keys: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`x:${i}`, [1, stampAt(NOW)]])),
      },
      'too_many_keys',
    ],
    [
      'not settled conflicts and the deletion beside 1,000 keys',
      {
        ...raw(),
        keys: Object.fromEntries([
          ...Array.from({ length: 1000 }, (_, i) => [`x:${i}`, [1, stampAt(NOW)]]),
          ...Array.from({ length: 1000 }, (_, i) => [`conflict:x:${i}:${stampAt(i)}`, [null, stampAt(NOW)]]),
          ['deleted', [true, stampAt(NOW)]],
        ]),
      },
      'ok',
    ],
    [
      'an open conflict beside 1,000 keys',
      {
        ...raw(),
        keys: Object.fromEntries([
          ...Array.from({ length: 1000 }, (_, i) => [`x:${i}`, [1, stampAt(NOW)]]),
          [`conflict:name:${stampAt(1)}`, [{ value: 'x' }, stampAt(NOW)]],
        ]),
      },
      'too_many_keys',
    ],
  ])('%s', (_name, value, code) => {
    expect(codeOf(value)).toBe(code);
  });

  it('a stamp more than five minutes ahead, and no other', () => {
    const at = (millis: number) =>
      JSON.parse(encodeItem(createItem(ITEM_ID, { name: 'x' }, stampAt(millis))));
    expect(codeOf(at(NOW + 300_000))).toBe('ok');
    expect(codeOf(at(NOW + 300_001))).toBe('future_stamp');
    expect(codeOf(at(Date.UTC(2099, 0)))).toBe('future_stamp');
  });
});
