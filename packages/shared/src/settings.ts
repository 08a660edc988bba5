export type Language = 'fr' | 'en';

/** `GET /settings`. */
export interface Settings {
  instanceId: string;
  instanceName: string;
  discoveryEnabled: boolean;
  autoSyncEnabled: boolean;
  autoSyncIntervalSeconds: number;
  /** null: as the browser asks. */
  language: Language | null;
}

export type SettingsInput = Partial<Omit<Settings, 'instanceId'>>;
