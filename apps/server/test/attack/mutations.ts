import fc from 'fast-check';

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Texts to stand in the place of any value of a body, as JSON. */
const POISON: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '-0',
  '1e308',
  '1e999',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  '"__proto__"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e"',
  `"'; DROP TABLE items; --"`,
  '"../../etc/passwd"',
  '"%00"',
  '"2099-01-01T00:00:00.000Z"',
  '"-000001-01-01T00:00:00.000Z"',
  '"0000000000000-0000-aaaaaaaaaaaaa"',
  `"${'x'.repeat(5000)}"`,
  deep(20),
  deep(200),
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"hasOwnProperty":2,"length":3}',
];

/** Members to add to any object of a body, as JSON. */
const MEMBERS: readonly string[] = [
  '"__proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"prototype":{"polluted":true}',
  '"id":"x"',
  '"id":1,"id":2',
  '"":""',
  '"isTrusted":true',
  '"deleted":"yes"',
];

type Change =
  | { readonly kind: 'value' | 'member'; readonly at: number; readonly text: string }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number; readonly text: string };

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('value' as const),
      at: fc.nat(),
      text: fc.constantFrom(...POISON),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      at: fc.nat(),
      text: fc.constantFrom(...MEMBERS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      at: fc.nat(),
      length: fc.nat({ max: 6 }),
      text: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 4 }),
        fc.constantFrom('{', ']', '"', ',', '\\', '\ufeff'),
      ),
    }),
  },
);

/** Bodies near a valid one: up to three values replaced, members added to objects of any level, or characters broken. */
export function mutationsOf(valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(valid, fc.array(change, { maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(apply, JSON.stringify(value) ?? 'null'));
}

/** Values and objects are found in the text, so that a body may hold what no JavaScript object can: the same key twice, `__proto__`. */
function apply(text: string, it: Change): string {
  if (it.kind === 'cut') {
    const at = it.at % (text.length + 1);
    return text.slice(0, at) + it.text + text.slice(at + it.length);
  }
  if (it.kind === 'member') {
    const opens = [...text.matchAll(/\{/g)].map(({ index }) => index + 1);
    const at = opens[it.at % Math.max(1, opens.length)];
    if (at === undefined) return text;
    return `${text.slice(0, at)}${it.text}${text[at] === '}' ? '' : ','}${text.slice(at)}`;
  }
  const values = [
    ...text.matchAll(/(?<=^|[:[,])(?:"(?:[^"\\]|\\.)*"(?!\s*:)|[-\d.eE+]+|true|false|null|\{\}|\[\])/g),
  ];
  const chosen = values[it.at % Math.max(1, values.length)];
  if (chosen === undefined) return it.text;
  return text.slice(0, chosen.index) + it.text + text.slice(chosen.index + chosen[0].length);
}
