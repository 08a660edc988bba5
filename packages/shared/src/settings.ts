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
  autoSyncEnabled: boolean;
  autoSyncIntervalSeconds: number;
  /** null: as the browser asks. */
  language: Language | null;
  firstStart: FirstStartStep | null;
  /** Folder on the server's computer in which everything is kept. Cannot be changed while it runs. */
  dataDir: string;
  /** Of the program. */
  version: string;
}

export type SettingsInput = Partial<Omit<Settings, 'instanceId' | 'gossipPort' | 'dataDir' | 'version'>>;
