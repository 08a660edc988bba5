const UI_PORT_DEFAULTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** The gossip listener stands 1000 ports above the page's, unless it was started otherwise. */
const GOSSIP_PORT_OFFSET = 1000;

/** @returns the port at which others most likely reach this instance */
export function gossipPortFor({ port, protocol }: Pick<Location, 'port' | 'protocol'>): number {
  return (port === '' ? (UI_PORT_DEFAULTS[protocol] ?? 80) : Number(port)) + GOSSIP_PORT_OFFSET;
}
