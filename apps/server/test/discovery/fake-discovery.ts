import { cleanInstanceName } from '../../src/adapters/mdns/instance-name.js';
import { checkAnnouncement } from '../../src/adapters/mdns/write-records.js';
import type { Announcement, Discovery, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';

/** A LAN in memory, where packets neither take time nor get lost. */
export interface FakeLan {
  /** @returns one more instance on it, not started */
  createDiscovery(): Discovery;
}

interface Member {
  announcement: Announcement;
  host: string;
  /** Ids it was told of and not yet told the end of. */
  known: Set<string>;
  emit(event: DiscoveryEvent): void;
}

/** @returns a LAN on which nobody is yet; its hosts are 192.0.2.1 and up */
export function createFakeLan(): FakeLan {
  const members = new Set<Member>();
  let hosts = 0;

  function tell(listener: Member, about: Member): void {
    const { instanceId, instanceName, protocol, port } = about.announcement;
    const name = cleanInstanceName(instanceName) || instanceId.slice(0, 7);
    listener.known.add(instanceId);
    const candidate = { instanceId, instanceName: name, protocol, addresses: [`${about.host}:${port}`] };
    listener.emit({ type: 'seen', candidate });
  }

  function meet(member: Member): void {
    for (const other of members) {
      if (other === member) continue;
      tell(other, member);
      tell(member, other);
    }
  }

  function leave(member: Member): void {
    members.delete(member);
    const { instanceId } = member.announcement;
    for (const other of members) if (other.known.delete(instanceId)) other.emit({ type: 'gone', instanceId });
    for (const id of member.known) member.emit({ type: 'gone', instanceId: id });
  }

  return {
    createDiscovery() {
      const listeners = new Set<(event: DiscoveryEvent) => void>();
      const host = `192.0.2.${++hosts}`;
      let member: Member | undefined;
      const emit = (event: DiscoveryEvent) => {
        for (const listener of [...listeners]) {
          try {
            listener(event);
          } catch {
            // A listener's bug is its own.
          }
        }
      };
      return {
        async start(announcement) {
          if (member) throw new Error('discovery is already started');
          checkAnnouncement(announcement);
          member = { announcement, host, known: new Set(), emit };
          members.add(member);
          meet(member);
        },
        async announce(announcement) {
          if (!member) throw new Error('discovery is not started');
          const next = announcement ?? member.announcement;
          checkAnnouncement(next);
          member.announcement = next;
          meet(member);
        },
        async stop() {
          if (member) leave(member);
          member = undefined;
        },
        subscribe(listener) {
          const own = (event: DiscoveryEvent) => listener(event);
          listeners.add(own);
          return () => listeners.delete(own);
        },
      };
    },
  };
}
