import { createRequire } from 'node:module';

/** Something that the responder does for us until it is stopped. `start` must follow at once, or it cannot be freed. */
export interface Watch {
  start(): void;
  stop(): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** What `Browser` tells of a service. */
export interface ListedService {
  /** The label before `._brique._tcp.local`. */
  name?: string;
  interfaceIndex: number;
  replyDomain: string;
}

type ResolveCallback = (
  ref: unknown,
  flags: number,
  interfaceIndex: number,
  errorCode: number,
  fullName: string | undefined,
  host: string | undefined,
  port: number,
  txt: Buffer,
) => void;

/** The part of the package `mdns` that we use: the calls of Apple's dns_sd.h, which Avahi offers too. */
export interface DnsSdBinding {
  Advertisement: new (
    type: string,
    port: number,
    options: { name: string; txtRecord: Buffer },
    callback: (error?: Error | null) => void,
  ) => Watch & { updateTXTRecord(txt: Buffer): void };
  Browser: new (
    type: string,
    options: { resolverSequence: []; lookupInterfaceNames: false },
  ) => Watch & {
    on(event: 'serviceUp' | 'serviceDown', listener: (service: ListedService) => void): unknown;
  };
  MDNSService: new () => Watch & { serviceRef: unknown };
  dns_sd: {
    DNSServiceResolve(
      ref: unknown,
      flags: number,
      interfaceIndex: number,
      name: string,
      type: string,
      domain: string,
      callback: ResolveCallback,
      context: null,
    ): void;
    if_indextoname(index: number): string;
  };
}

/**
 * Loads the optional package `mdns`, which is there only where it could be compiled, and for the Node that compiled it.
 * @returns the binding, or why there is none
 */
export function loadBinding(): DnsSdBinding | { missing: string } {
  if (process.platform !== 'linux') return { missing: 'only used with Avahi, on Linux' };
  // Avahi's library writes a plea to use another API to stderr when it is loaded.
  process.env.AVAHI_COMPAT_NOWARN = '1';
  try {
    const require = createRequire(import.meta.url);
    // Its parts, not the package itself: that registers a service to find out whether this is Avahi, and complaints follow.
    return {
      dns_sd: require('mdns/lib/dns_sd.js'),
      ...require('mdns/lib/mdns_service.js'),
      ...require('mdns/lib/browser.js'),
      ...require('mdns/lib/advertisement.js'),
    } as DnsSdBinding;
  } catch (error) {
    return { missing: `mdns is not built: ${String((error as Error).message).split('\n')[0]}` };
  }
}
