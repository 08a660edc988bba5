import type { Settings } from '@brique/shared';
import { expect, it } from 'vitest';
import { valuesBefore } from './components/use-saved-setting.js';
import { nameFault } from './instance-name.js';

it('a name needs a letter and has an end; signs of several code units count once', () => {
  expect([nameFault(''), nameFault('   ')]).toEqual(['required', 'required']);
  expect([nameFault('Atelier'), nameFault('🧰'.repeat(64))]).toEqual([null, null]);
  expect(nameFault('x'.repeat(65))).toBe('tooLong');
});

it('a change is taken back to what each changed setting was, and no other', () => {
  const settings: Settings = {
    instanceId: 'id',
    instanceName: 'Atelier',
    gossipPort: 9080,
    discoveryEnabled: true,
    autoSyncEnabled: false,
    autoSyncIntervalSeconds: 300,
    ...{ brakeEnabled: true, brakeItems: 20, brakePercent: 20 },
    historyDays: 365,
    language: null,
    firstStart: 'done',
    dataDir: '/data',
    version: '1.0.0',
  };
  expect(valuesBefore(settings, { language: 'fr' })).toEqual({ language: null });
  expect(valuesBefore(settings, { instanceName: 'Garage', discoveryEnabled: false })).toEqual({
    instanceName: 'Atelier',
    discoveryEnabled: true,
  });
});
