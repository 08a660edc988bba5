import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from './api-client.js';
import { createQueryClient } from './query-client.js';

const KEY: readonly unknown[] = ['items', 'list'];
let client: QueryClient;
/** What the server would read now. */
let value: string;
/** Each call's answer, which comes when the test says so, with what held when it was asked. */
let answers: (() => void)[];
let list: QueryObserver<string, Error, string, string, typeof KEY>;
let stop: () => void;

beforeEach(() => {
  client = createQueryClient();
  value = 'before';
  answers = [];
  const queryFn = () => {
    const read = value;
    return new Promise<string>((resolve) => answers.push(() => resolve(read)));
  };
  list = new QueryObserver(client, { queryKey: KEY, queryFn });
  stop = list.subscribe(() => undefined);
});
afterEach(() => stop());

const shown = () => list.getCurrentResult().data;

describe('what changes while the page asks for the first time', () => {
  it('is asked for again, and shown', async () => {
    value = 'after';
    void client.invalidateQueries({ queryKey: ['items'] });
    answers[0]?.();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    expect(shown()).toBe('before');
    answers[1]?.();
    await vi.waitFor(() => expect(shown()).toBe('after'));
  });

  it('is asked for once more, however often it changed', async () => {
    for (let i = 0; i < 3; i++) void client.invalidateQueries({ queryKey: ['items'] });
    answers[0]?.();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.();
    await vi.waitFor(() => expect(list.getCurrentResult().fetchStatus).toBe('idle'));
    expect(answers).toHaveLength(2);
    expect(list.getCurrentResult().isStale).toBe(false);
  });
});

it('what changes during the second try, after the first has failed, is asked for again', async () => {
  const failing = createQueryClient();
  const read: ((ok: boolean) => void)[] = [];
  const queryFn = () =>
    new Promise<string>((resolve, reject) => {
      read.push((ok) => (ok ? resolve('an answer') : reject(new ApiProblem('not_found', 404))));
    });
  const observer = new QueryObserver(failing, { queryKey: KEY, queryFn });
  const end = observer.subscribe(() => undefined);
  read[0]?.(false);
  await vi.waitFor(() => expect(observer.getCurrentResult().status).toBe('error'));
  void observer.refetch();
  await vi.waitFor(() => expect(read).toHaveLength(2));
  void failing.invalidateQueries({ queryKey: ['items'] });
  read[1]?.(true);
  await vi.waitFor(() => expect(read).toHaveLength(3));
  end();
});

it('what did not change is asked for once', async () => {
  void client.invalidateQueries({ queryKey: ['peers'] });
  answers[0]?.();
  await vi.waitFor(() => expect(shown()).toBe('before'));
  expect(list.getCurrentResult().fetchStatus).toBe('idle');
  expect(answers).toHaveLength(1);
});
