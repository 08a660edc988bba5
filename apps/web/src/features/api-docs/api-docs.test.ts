import { expect, test } from 'vitest';
import { type ApiDocument, type Call, callGroups } from './api-document.js';
import { exampleCall } from './example-call.js';
import { typeWords } from './type-words.js';

const item = { $ref: '#/components/schemas/Item' };
const body = { content: { 'application/json': { schema: item } } };
const document: ApiDocument = {
  info: { description: '' },
  paths: {
    '/api/v1/items': {
      get: { operationId: 'list', tags: ['items'], summary: 'All items', responses: {} },
      post: {
        operationId: 'add',
        tags: ['items'],
        summary: 'Adds an item',
        requestBody: body,
        responses: {},
      },
    },
    '/api/v1/peers/{id}': {
      delete: { operationId: 'forget', tags: ['peers'], summary: 'Forgets one', responses: {} },
    },
  },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['name', 'parts'],
        properties: {
          name: { type: 'string' },
          notes: { type: 'string' },
          parts: { type: 'array', items: item },
        },
      },
    },
  },
};

const found = (search: string) =>
  callGroups(document, search).map(({ name, calls }) => [name, calls.map(({ operationId }) => operationId)]);

test('calls are grouped, and found by any of their words', () => {
  expect(found('')).toEqual([
    ['items', ['list', 'add']],
    ['peers', ['forget']],
  ]);
  expect(found(' POST  items ')).toEqual([['items', ['add']]]);
  expect(found('FORGETS')).toEqual([['peers', ['forget']]]);
  expect(found('nothing')).toEqual([]);
});

test('a type is written as programmers do', () => {
  const written = (schema: Parameters<typeof typeWords>[0]) =>
    typeWords(schema)
      .map((word) => (typeof word === 'string' ? word : `<${word.name}>`))
      .join('');
  expect(written({ type: ['string', 'null'] })).toBe('string | null');
  expect(written({ type: 'array', items: item })).toBe('<Item>[]');
  expect(written({ type: 'array', items: { anyOf: [item, { type: 'null' }] } })).toBe('(<Item> | null)[]');
  expect(written({ type: 'string', enum: ['a', 'b'] })).toBe('"a" | "b"');
  expect(written({ type: 'object', additionalProperties: item })).toBe('{ [key]: <Item> }');
  expect(written({ type: 'object', properties: { a: item, b: { type: 'number' } } })).toBe(
    '{ a: <Item>, b: number }',
  );
  expect(written({})).toBe('any');
});

test('an example can be pasted into a terminal, and ends although a type holds itself', () => {
  const [items, peers] = callGroups(document, '');
  const example = (call: Call | undefined) => call && exampleCall(call, document, 'http://localhost:8080');
  expect(example(items?.calls[0])).toBe("curl 'http://localhost:8080/api/v1/items'");
  expect(example(peers?.calls[0])).toBe("curl -X DELETE 'http://localhost:8080/api/v1/peers/<id>'");
  const sent = /-d '(.+)' '/.exec(example(items?.calls[1]) ?? '')?.[1] ?? '';
  expect(JSON.parse(sent)).toMatchObject({ name: '…', parts: [{ name: '…' }] });
});
