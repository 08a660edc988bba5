import { expect, it } from 'vitest';
import { daysLeft, endOfTrash } from './trash-time.js';

const deletedAt = '2026-11-25T12:00:00.000Z';
const after = (days: number) => Date.parse(deletedAt) + days * 86_400_000;

it('counts the days that are left in the trash, and none when they are over', () => {
  expect(endOfTrash(deletedAt)).toBe('2027-02-23T12:00:00.000Z');
  expect([0, 0.1, 1, 89.5, 90, 400].map((days) => daysLeft(deletedAt, after(days)))).toEqual([
    90, 90, 89, 1, 0, 0,
  ]);
});
