import { expect, it, vi } from 'vitest';
import { rememberAct, undoLastAct } from './last-acts.js';

it('acts are taken back from the last to the first, each once', async () => {
  const undone: string[] = [];
  const undo = (name: string) => vi.fn(async () => undone.push(name) > 0);
  rememberAct(undo('first'));
  const second = rememberAct(undo('second'));
  rememberAct(undo('third'));
  await undoLastAct();
  // By the button of its message.
  await second();
  await undoLastAct();
  expect(undone).toEqual(['third', 'second', 'first']);
  expect(undoLastAct()).toBeNull();
});
