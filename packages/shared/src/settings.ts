export type Language = 'fr' | 'en';

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
}

export type SettingsInput = Partial<Omit<Settings, 'instanceId' | 'gossipPort'>>;
