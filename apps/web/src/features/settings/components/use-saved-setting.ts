import type { Settings, SettingsInput } from '@brique/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { settingsQueryOptions, useUpdateSettings } from '../api/settings.js';

/** What became of the last change. */
export type SavedNote =
  | { kind: 'saved'; before: SettingsInput }
  | { kind: 'undone' }
  | { kind: 'failed'; problem: ApiProblem };

/** Saves a setting the moment it is changed, and takes it back. */
export interface SavedSetting {
  save: (changes: SettingsInput) => void;
  undo: () => void;
  /** null before the first change. */
  note: SavedNote | null;
  isBusy: boolean;
  /** What is being saved, to be shown before the answer is there. */
  pending: SettingsInput;
}

export function useSavedSetting(): SavedSetting {
  const settings = useQuery(settingsQueryOptions()).data;
  const update = useUpdateSettings();
  const [note, setNote] = useState<SavedNote | null>(null);
  // Of our own: the mutation tells a moment later, and a control would jump back for that moment.
  const [pending, setPending] = useState<SettingsInput>({});
  const change = (changes: SettingsInput, then: SavedNote) => {
    setPending(changes);
    update.mutate(changes, {
      onSuccess: () => setNote(then),
      onError: (error) => setNote({ kind: 'failed', problem: asProblem(error) }),
      onSettled: () => setPending({}),
    });
  };
  return {
    save: (changes) => {
      if (settings) change(changes, { kind: 'saved', before: valuesBefore(settings, changes) });
    },
    undo: () => {
      if (note?.kind === 'saved') change(note.before, { kind: 'undone' });
    },
    note,
    isBusy: update.isPending,
    pending,
  };
}

/** @returns what the changed settings were */
export function valuesBefore(settings: Settings, changes: SettingsInput): SettingsInput {
  const keys = Object.keys(changes) as (keyof SettingsInput)[];
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
