import type { LinkVoice } from './link-voice.js';
import type { Link } from './links.js';
import type { DiscoveryLog } from './log.js';

/** The links that are open now, kept in step with the machine's interfaces. */
export interface LinkSet {
  /**
   * Opens what has appeared or changed its addresses, closes what is gone. Links that cannot be opened are logged and tried again at the next rescan.
   * @returns the links opened by this call
   */
  rescan(): Promise<LinkVoice[]>;
  open(): LinkVoice[];
  /** Why links could not be opened, at the last rescan. */
  failures(): string[];
  close(): Promise<void>;
}

/**
 * @param list the links that the machine has now; may throw
 * @param openVoice opens one of them
 */
export function createLinkSet(
  list: () => Link[],
  openVoice: (link: Link) => Promise<LinkVoice>,
  log: DiscoveryLog,
): LinkSet {
  const voices = new Map<string, LinkVoice>();
  const failures = new Map<string, string>();

  function fail(key: string, error: unknown): void {
    const reason = `${key}: ${error instanceof Error ? error.message : String(error)}`;
    if (failures.get(key) !== reason) log.warn({ link: key, reason }, 'mDNS is not available on this link');
    failures.set(key, reason);
  }

  async function closeVoice(voice: LinkVoice): Promise<void> {
    voices.delete(voice.link.key);
    await voice.close();
  }

  async function openLink(link: Link): Promise<LinkVoice[]> {
    const current = voices.get(link.key);
    if (current?.link.revision === link.revision) {
      current.rejoin();
      return [];
    }
    if (current) await closeVoice(current);
    try {
      const voice = await openVoice(link);
      voices.set(link.key, voice);
      failures.delete(link.key);
      return [voice];
    } catch (error) {
      fail(link.key, error);
      return [];
    }
  }

  return {
    async rescan() {
      let links: Link[];
      try {
        links = list();
        failures.delete('interfaces');
      } catch (error) {
        fail('interfaces', error);
        return [];
      }
      const keys = new Set(links.map((link) => link.key));
      for (const key of failures.keys()) if (!keys.has(key)) failures.delete(key);
      await Promise.all([...voices.values()].filter(({ link }) => !keys.has(link.key)).map(closeVoice));
      return (await Promise.all(links.map(openLink))).flat();
    },
    open: () => [...voices.values()],
    failures: () => [...failures.values()],
    async close() {
      await Promise.all([...voices.values()].map(closeVoice));
    },
  };
}
