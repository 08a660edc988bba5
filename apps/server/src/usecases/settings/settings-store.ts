/** What the owner chose, by name, as JSON values. */
export interface SettingsStore {
  all(): Promise<Record<string, unknown>>;
  save(values: Record<string, unknown>): Promise<void>;
}
