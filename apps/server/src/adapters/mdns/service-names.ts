/** The DNS-SD service type of Brique (docs/protocol.md). */
export const SERVICE = '_brique._tcp.local';

/** Name under which any DNS-SD browser lists the service types of a network (RFC 6763, section 9). */
export const SERVICE_ENUMERATION = '_services._dns-sd._udp.local';

const INSTANCE_ID = /^[a-z2-7]{52}$/;

/** @returns whether the text has the form of an instance id: 52 base32 characters */
export function isInstanceId(text: string): boolean {
  return INSTANCE_ID.test(text);
}

/**
 * The service instance name. Its label is the instance id: unique by construction (so no probing, RFC 6762, section 8.1),
 * the same whatever the instance is called, and short enough for a label of 63 bytes.
 */
export function serviceName(instanceId: string): string {
  return `${instanceId}.${SERVICE}`;
}

/** The host name that SRV points to: our own, so that we never contradict the system's mDNS daemon about its host name. */
export function hostName(instanceId: string): string {
  return `brique-${instanceId.slice(0, 26)}.local`;
}

/** @returns the label before `._brique._tcp.local`, undefined if the name is not one of a service instance */
export function serviceLabel(name: string): string | undefined {
  const suffix = `.${SERVICE}`;
  if (name.length <= suffix.length || !sameName(name.slice(-suffix.length), suffix)) return undefined;
  return name.slice(0, -suffix.length);
}

/** DNS names compare without regard to ASCII case (RFC 1035, section 2.3.3). */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
