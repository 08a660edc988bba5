import fc from 'fast-check';

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => new TextEncoder().encode(value);

/** Bytes to put anywhere in a file. */
const POISON: readonly Uint8Array[] = [
  bytes(0),
  bytes(0, 0, 0, 0),
  // Byte-order marks, where they belong and where they do not.
  ...[bytes(0xef, 0xbb, 0xbf), bytes(0xff, 0xfe), bytes(0xfe, 0xff), bytes(0xff, 0xfe, 0, 0)],
  // No UTF-8: a lone lead, a lone tail, an overlong zero, half of a surrogate pair, beyond Unicode.
  ...[bytes(0xc3), bytes(0x80), bytes(0xc0, 0x80), bytes(0xed, 0xa0, 0x80), bytes(0xf5, 0x90, 0x80, 0x80)],
  // The ends of other encodings and of compressed files.
  ...[bytes(0x1a), bytes(0x1f, 0x8b, 0x08, 0), bytes(0x50, 0x4b, 3, 4), bytes(0xe9), bytes(0x85)],
  ...[
    '"',
    '""',
    '"\n',
    '"x"y"',
    '\n',
    '\r',
    '\r\n',
    '\n\n\n',
    ',',
    ';',
    '\t',
    'sep=;\n',
    'sep="\n',
    'sep=\0\n',
  ].map(text),
  ...[
    '{',
    '}',
    '[',
    ']',
    '[[',
    '{"items":',
    ':',
    '\\',
    '\\u0000',
    '\\ud800',
    '\u2028',
    '\u202e',
    '\ufffd',
  ].map(text),
  ...['=1+1', '@SUM(A1)', '__proto__', '"__proto__":{"polluted":true},', 'constructor', 'null', '1e999'].map(
    text,
  ),
  ...[
    '2099-12-31',
    '-000001-01-01',
    '31/02/2024',
    '9'.repeat(400),
    'name',
    'id',
    '{"cursor":"x","end":true}\n',
  ].map(text),
];

/** Lengths around our limits: a name's, a value's, a row's. */
const LENGTHS = [201, 10_001, 64 * 1024 + 1];
const HUGE = 1024 * 1024 + 1;

type Change =
  | { readonly kind: 'put' | 'long'; readonly at: number; readonly over: number; readonly with: Uint8Array }
  | { readonly kind: 'cut' | 'twice'; readonly at: number; readonly length: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number };

const at = fc.nat();
const put = fc.record({
  ...{ kind: fc.constant('put' as const), at, over: fc.nat({ max: 4 }), with: fc.constantFrom(...POISON) },
});
const long = fc.record({
  ...{ kind: fc.constant('long' as const), at, over: fc.constant(0) },
  with: fc
    .tuple(
      fc.constantFrom('x', 'é', ' ', '"', '[', ',', '\n'),
      fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom(...LENGTHS) },
        { weight: 1, arbitrary: fc.constant(HUGE) },
      ),
    )
    .map(([character, length]) => text(character.repeat(length))),
});
const cut = fc.record({
  kind: fc.constantFrom('cut' as const, 'twice' as const),
  at,
  length: fc.nat({ max: 200 }),
});
const flip = fc.record({ kind: fc.constant('flip' as const), at, bits: fc.integer({ min: 1, max: 255 }) });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: put },
  { weight: 3, arbitrary: cut },
  { weight: 2, arbitrary: flip },
  { weight: 1, arbitrary: long },
);

/** How else a text may be written down. A spreadsheet offers most of them. */
const ENCODINGS: readonly ((file: string) => Uint8Array)[] = [
  text,
  (file) => text(`\ufeff${file}`),
  (file) => Buffer.from(`\ufeff${file}`, 'utf16le'),
  (file) => Buffer.from(`\ufeff${file}`, 'utf16le').swap16(),
  (file) => Buffer.from(file, 'utf16le'),
  (file) => Buffer.from(file, 'latin1'),
];

/** Files near a valid one: in another encoding, with up to four places broken, cut short. */
export function fileMutationsOf(valid: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const encoding = fc.oneof(
    { weight: 3, arbitrary: fc.constant(text) },
    { weight: 2, arbitrary: fc.constantFrom(...ENCODINGS) },
  );
  return fc
    .tuple(valid, encoding, fc.array(change, { maxLength: 4 }))
    .map(([file, encode, changes]) => changes.reduce(apply, encode(file)));
}

function apply(file: Uint8Array, it: Change): Uint8Array {
  const place = it.at % (file.length + 1);
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  switch (it.kind) {
    case 'cut':
      // Every now and then all the rest is missing.
      return Buffer.concat([before, it.length < 20 ? bytes() : after.subarray(it.length)]);
    case 'twice':
      return Buffer.concat([before, after.subarray(0, it.length), after]);
    case 'flip':
      return Buffer.concat([before, bytes((after[0] ?? 0) ^ it.bits), after.subarray(1)]);
    default:
      return Buffer.concat([before, it.with, after.subarray(it.over)]);
  }
}
