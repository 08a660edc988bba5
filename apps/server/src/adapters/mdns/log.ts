/** Where the adapter tells what it met; a pino logger fits. */
export interface DiscoveryLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  debug(details: object, message: string): void;
}

export const silentLog: DiscoveryLog = { info: () => {}, warn: () => {}, debug: () => {} };
