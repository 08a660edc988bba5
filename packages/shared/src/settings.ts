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
  /** Whether a session that deletes or overwrites too many items at once waits for the owner. */
  brakeEnabled: boolean;
  /** Too many is more than so many items, from BRAKE.items.min to .max, and … */
  brakeItems: number;
  /** … more than so many of a hundred items that are here, from BRAKE.percent.min to .max. */
  brakePercent: number;
  /** How many days the history of items is kept: one of HISTORY_DAYS; null: for ever. */
  historyDays: number | null;
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

/** Bounds and defaults of `brakeItems` and `brakePercent`. */
export const BRAKE = {
  items: { min: 1, max: 100_000, default: 20 },
  percent: { min: 1, max: 100, default: 20 },
} as const;

/** What `historyDays` may be, besides null. */
export const HISTORY_DAYS = [90, 365, 1825] as const;
/** What it is when nobody has chosen. */
export const HISTORY_DAYS_DEFAULT = 365;

export type SettingsInput = Partial<Omit<Settings, 'instanceId' | 'gossipPort' | 'dataDir' | 'version'>>;
