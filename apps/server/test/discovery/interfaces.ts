import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** @returns a view of this machine's interfaces that shows only those addresses that fit */
export function onlyInterfaces(fits: (info: NetworkInterfaceInfo) => boolean): typeof networkInterfaces {
  return () =>
    Object.fromEntries(
      Object.entries(networkInterfaces()).flatMap(([name, infos]) => {
        const kept = infos?.filter(fits) ?? [];
        return kept.length > 0 ? [[name, kept]] : [];
      }),
    );
}
