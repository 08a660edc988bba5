/** Where the adapter tells what it met; a pino logger fits. */
export interface DiscoveryLog {
  warn(details: object, message: string): void;
  debug(details: object, message: string): void;
}

export const silentLog: DiscoveryLog = { warn: () => {}, debug: () => {} };
