import type { SampleState, SamplesRemoved, Settings } from '@brique/shared';
import { expect, test } from 'vitest';
import { restart, startInstance } from '../support/processes.js';

test('how far the first start came, and which items are samples, outlives a restart', async () => {
  const first = await startInstance({ name: 'Atelier' });
  const { body: fresh } = await first.api<Settings>('GET', '/settings');
  expect(fresh).toMatchObject({ firstStart: null, dataDir: first.dataDir });
  expect(fresh.version).toMatch(/^\d+\.\d+\.\d+/);
  await first.api('PATCH', '/settings', { firstStart: 'items' });
  await first.api('POST', '/samples', { language: 'fr' });
  await first.stop('SIGKILL');

  const again = await restart(first);
  expect((await again.api<Settings>('GET', '/settings')).body.firstStart).toBe('items');
  expect((await again.api<SampleState>('GET', '/samples')).body).toEqual({ items: 25 });
  expect((await again.api<SamplesRemoved>('DELETE', '/samples')).body).toEqual({ removed: 25, kept: 0 });
});
