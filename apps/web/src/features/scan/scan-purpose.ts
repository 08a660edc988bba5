/** What a code is looked for: the page has its own words for each, and reads all of them anyway. */
export type ScanPurpose = 'label' | 'invite' | 'key';

/** What the address of the scan page names; nothing for labels. */
export interface ScanSearch {
  for?: Exclude<ScanPurpose, 'label'>;
}

export function parseScanSearch(raw: Record<string, unknown>): ScanSearch {
  return raw.for === 'invite' || raw.for === 'key' ? { for: raw.for } : {};
}

/** @returns what a code of Brique lets in by; null for labels and all else */
export function wayInOf(code: string): Exclude<ScanPurpose, 'label'> | null {
  const kind = /^brique:(invite|grid)\?/i.exec(code.trim())?.[1]?.toLowerCase();
  if (kind === undefined) return null;
  return kind === 'invite' ? 'invite' : 'key';
}
