export type Language = 'fr' | 'en';

/** How far the first start has come; null when nobody has begun it. */
export type FirstStartStep = 'name' | 'items' | 'connect' | 'done';

/** `GET /settings`. */
export interface Settings {
  instanceId: string;
  instanceName: string;
  /** Port on which other instances reach this one; it cannot be changed while it runs. */
  gossipPort: number;
  discoveryEnabled: boolean;
  /** Whether changes travel, and peers are visited, without a click. */
  autoSyncEnabled: boolean;
  /** Between two visits that nothing but time asks for; a whole number from AUTO_SYNC_INTERVAL.min to .max. */
  autoSyncIntervalSeconds: number;
  /** null: as the browser asks. */
  language: Language | null;
  firstStart: FirstStartStep | null;
  /** Folder on the server's computer in which everything is kept. Cannot be changed while it runs. */
  dataDir: string;
  /** Of the program. */
  version: string;
}

/** Bounds and default of `autoSyncIntervalSeconds`. */
export const AUTO_SYNC_INTERVAL = { min: 10, max: 86_400, default: 300 } as const;

export type SettingsInput = Partial<Omit<Settings, 'instanceId' | 'gossipPort' | 'dataDir' | 'version'>>;
