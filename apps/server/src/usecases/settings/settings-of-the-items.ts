/**
 * What stands among the settings and belongs to the items that are here, rather than to the owner's choices: a restored backup brings
 * its own of these, and leaves all other settings as they are.
 */
export const SETTINGS_OF_THE_ITEMS = ['trashTime', 'historyTime', 'sampleItems'] as const;
export type SettingOfTheItems = (typeof SETTINGS_OF_THE_ITEMS)[number];
