import {
  AUTO_SYNC_INTERVAL,
  BRAKE,
  type FieldProblem,
  type FirstStartStep,
  HISTORY_DAYS,
  HISTORY_DAYS_DEFAULT,
  type Language,
  LIMITS,
  type Settings,
  type SettingsInput,
} from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { Events } from '../events.js';
import type { SettingsStore } from './settings-store.js';

/** The owner's choices, in memory and in the store. */
export interface SettingsService {
  current(): Settings;
  /** @param body a parsed JSON body @throws BriqueError `invalid_input` */
  change(body: unknown): Promise<Settings>;
  /** @returns a function that ends the subscription */
  onChange(listener: (settings: Settings) => void): () => void;
}

export interface SettingsStart {
  readonly instanceId: string;
  /** Asked each time: a free port is known only when it is listened on. */
  readonly gossipPort: () => number;
  /** From the command line or the environment; kept as the owner's choice. */
  readonly instanceName?: string;
  /** The name when none was ever chosen. */
  readonly defaultName: string;
  /** false: discovery is off for this run, whatever was chosen. */
  readonly discovery: boolean;
  readonly dataDir: string;
  readonly version: string;
  /** false: automatic synchronisation is off for this run, whatever was chosen. */
  readonly autoSync: boolean;
}

export async function createSettings(
  store: SettingsStore,
  events: Events,
  start: SettingsStart,
): Promise<SettingsService> {
  const stored = await store.all();
  const listeners = new Set<(settings: Settings) => void>();
  if (start.instanceName !== undefined) await store.save({ instanceName: start.instanceName });
  let settings: Omit<Settings, 'gossipPort'> = {
    instanceId: start.instanceId,
    instanceName:
      start.instanceName ??
      (typeof stored.instanceName === 'string' ? stored.instanceName : start.defaultName),
    discoveryEnabled: start.discovery && stored.discoveryEnabled !== false,
    autoSyncEnabled: start.autoSync && stored.autoSyncEnabled !== false,
    autoSyncIntervalSeconds: isWithin(stored.autoSyncIntervalSeconds, AUTO_SYNC_INTERVAL)
      ? stored.autoSyncIntervalSeconds
      : AUTO_SYNC_INTERVAL.default,
    brakeEnabled: stored.brakeEnabled !== false,
    brakeItems: isWithin(stored.brakeItems, BRAKE.items) ? stored.brakeItems : BRAKE.items.default,
    brakePercent: isWithin(stored.brakePercent, BRAKE.percent) ? stored.brakePercent : BRAKE.percent.default,
    historyDays: isHistoryDays(stored.historyDays) ? stored.historyDays : HISTORY_DAYS_DEFAULT,
    language: isLanguage(stored.language) ? stored.language : null,
    firstStart: isFirstStartStep(stored.firstStart) ? stored.firstStart : null,
    dataDir: start.dataDir,
    version: start.version,
  };
  const current = (): Settings => ({ ...settings, gossipPort: start.gossipPort() });
  return {
    current,
    async change(body) {
      const changes = checkSettings(body);
      await store.save(changes);
      settings = { ...settings, ...changes };
      for (const listener of [...listeners]) listener(current());
      events.emit('settings-changed', {});
      return current();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @returns why a name will not do, null when it will */
export function instanceNameProblem(name: string): string | null {
  if (name.trim() === '') return 'Give this instance a name.';
  if (Array.from(name).length > LIMITS.instanceNameLength) {
    return `Shorten the name to ${LIMITS.instanceNameLength} characters.`;
  }
  return /\p{Cc}/u.test(name) ? 'Remove the unprintable characters from the name.' : null;
}

function checkSettings(body: unknown): SettingsInput {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([
      { field: '', code: 'wrong_type', message: 'Send a JSON object with the settings to change.' },
    ]);
  }
  const errors: FieldProblem[] = [];
  const changes: SettingsInput = {};
  const refuse = (field: string, code: string, message: string) => errors.push({ field, code, message });
  for (const [field, value] of Object.entries(body)) {
    switch (field) {
      case 'instanceName': {
        const problem = typeof value === 'string' ? instanceNameProblem(value) : 'Give the name as text.';
        if (problem === null) changes.instanceName = String(value).trim();
        else refuse(field, 'invalid_name', problem);
        break;
      }
      case 'discoveryEnabled':
        if (typeof value === 'boolean') changes.discoveryEnabled = value;
        else refuse(field, 'wrong_type', 'Give true or false.');
        break;
      case 'language':
        if (value === null || isLanguage(value)) changes.language = value;
        else refuse(field, 'unknown_language', 'Give "fr", "en", or null to follow the browser.');
        break;
      case 'firstStart':
        if (isFirstStartStep(value)) changes.firstStart = value;
        else refuse(field, 'wrong_type', `Give one of: ${FIRST_START_STEPS.join(', ')}.`);
        break;
      case 'autoSyncEnabled':
        if (typeof value === 'boolean') changes.autoSyncEnabled = value;
        else refuse(field, 'wrong_type', 'Give true or false.');
        break;
      case 'autoSyncIntervalSeconds':
        if (isWithin(value, AUTO_SYNC_INTERVAL)) changes.autoSyncIntervalSeconds = value;
        else refuse(field, 'invalid_interval', INTERVAL_PROBLEM);
        break;
      case 'brakeEnabled':
        if (typeof value === 'boolean') changes.brakeEnabled = value;
        else refuse(field, 'wrong_type', 'Give true or false.');
        break;
      case 'brakeItems':
        if (isWithin(value, BRAKE.items)) changes.brakeItems = value;
        else refuse(field, 'invalid_number', wholeNumberFrom(BRAKE.items));
        break;
      case 'brakePercent':
        if (isWithin(value, BRAKE.percent)) changes.brakePercent = value;
        else refuse(field, 'invalid_number', wholeNumberFrom(BRAKE.percent));
        break;
      case 'historyDays':
        if (isHistoryDays(value)) changes.historyDays = value;
        else refuse(field, 'invalid_number', HISTORY_DAYS_PROBLEM);
        break;
      default:
        refuse(field.slice(0, 100), 'unknown_field', 'There is no such setting, or it cannot be changed.');
    }
  }
  if (errors.length > 0) throw invalid(errors);
  return changes;
}

function invalid(errors: FieldProblem[]): BriqueError {
  return new BriqueError('invalid_input', errors[0]?.message ?? 'These settings are not valid.', errors);
}

const INTERVAL_PROBLEM = `Give a whole number of seconds from ${AUTO_SYNC_INTERVAL.min} to ${AUTO_SYNC_INTERVAL.max}.`;

const HISTORY_DAYS_PROBLEM = `Give one of ${HISTORY_DAYS.join(', ')} days, or null to keep it for ever.`;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function wholeNumberFrom({ min, max }: Bounds): string {
  return `Give a whole number from ${min} to ${max}.`;
}

function isWithin(value: unknown, { min, max }: Bounds): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isHistoryDays(value: unknown): value is number | null {
  return value === null || HISTORY_DAYS.some((days) => days === value);
}

function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en';
}

const FIRST_START_STEPS: readonly unknown[] = ['name', 'items', 'connect', 'done'] satisfies FirstStartStep[];

function isFirstStartStep(value: unknown): value is FirstStartStep {
  return FIRST_START_STEPS.includes(value);
}
