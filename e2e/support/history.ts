import type { Locator } from '@playwright/test';
import type { Words } from './words.js';

/** One line of the history as the page tells it. */
export interface HistoryEntry {
  readonly outcome: 'succeeded' | 'failed' | 'cancelled';
  readonly with: string;
  readonly startedBy: 'us' | 'them';
  readonly received: number;
  readonly sent: number;
  readonly conflicts: number;
}

/** Reads the history off the page, newest first, without the times. */
export async function readHistory(lines: Locator, words: Words): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (const text of await lines.allInnerTexts()) entries.push(parse(text.replace(/\s+/g, ' '), words));
  const outcomes = await lines.getByRole('img').evaluateAll((marks) => marks.map((mark) => mark.ariaLabel));
  return entries.map((entry, at) => ({ ...entry, outcome: outcomeOf(outcomes[at], words) }));
}

function parse(text: string, words: Words): HistoryEntry {
  return {
    outcome: 'succeeded',
    with: pattern(words.say('sync.history.with', { name: '@' }), '(\\S+)').exec(text)?.[1] ?? '',
    startedBy: text.includes(words.say('sync.history.byUs')) ? 'us' : 'them',
    received: count(text, 'sync.received', words),
    sent: count(text, 'sync.sent', words),
    conflicts: count(text, 'sync.history.conflicts', words),
  };
}

/** A number in the middle of a text of the catalogue; 0 when the text is not there. */
function count(text: string, key: string, words: Words): number {
  for (const sample of [1, 2]) {
    // Bytes are also "received": their number is followed by a unit.
    const template = words.say(key, { count: sample }).replace(String(sample), '@');
    const found = pattern(template, '(\\d[\\d,.\\s]*)').exec(text)?.[1];
    if (found !== undefined) return Number(found.replace(/\D/g, ''));
  }
  return 0;
}

function pattern(template: string, hole: string): RegExp {
  const escaped = template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('@', hole);
  return new RegExp(`(?<![\\d,.])${escaped}(?![\\p{L}])`, 'u');
}

function outcomeOf(label: string | null | undefined, words: Words): HistoryEntry['outcome'] {
  const names = { succeeded: 'succeeded', failed: 'failedState', cancelled: 'cancelled' } as const;
  for (const [outcome, key] of Object.entries(names)) {
    if (label === words.say(`sync.history.${key}`)) return outcome as HistoryEntry['outcome'];
  }
  throw new Error(`A line of the history is marked ${label ?? 'with nothing'}.`);
}
