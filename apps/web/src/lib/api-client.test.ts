import { expect, it } from 'vitest';
import { apiUrl, problemFromBody } from './api-client.js';

it('leaves out what is not asked for', () => {
  expect(apiUrl('/items', { search: '', sort: 'name', cursor: null, deleted: undefined, limit: 100 })).toBe(
    '/api/v1/items?sort=name&limit=100',
  );
});

it('reads a problem document, field problems included', () => {
  const problem = problemFromBody(
    422,
    JSON.stringify({
      type: 'about:blank',
      title: 'Invalid',
      status: 422,
      code: 'invalid_input',
      detail: 'Two mistakes',
      errors: [{ field: 'name', code: 'required', message: 'Give the item a name.' }],
    }),
  );
  expect(problem).toMatchObject({ code: 'invalid_input', status: 422, detail: 'Two mistakes' });
  expect(problem.errors[0]?.field).toBe('name');
});

it('survives an answer that is not ours', () => {
  expect(problemFromBody(502, '<html>Bad gateway</html>').code).toBe('unexpected_answer');
});
