import type { SettingsStore } from '../../usecases/settings/settings-store.js';
import type { Database } from './database.js';

export function createSettingsStore({ reader, writer }: Database): SettingsStore {
  return {
    async all() {
      const rows: { key: string; value: string }[] = await reader('settings').select('key', 'value');
      return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
    },
    async save(values) {
      const rows = Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value) }));
      if (rows.length > 0) await writer('settings').insert(rows).onConflict('key').merge();
    },
  };
}
