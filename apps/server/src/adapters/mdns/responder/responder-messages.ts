/** A service as the responder lists it. */
export interface ServiceName {
  /** The label before `._brique._tcp.local`. */
  readonly label: string;
  readonly interfaceIndex: number;
  /** The interface's name; empty when it has gone. */
  readonly interfaceName: string;
  readonly domain: string;
}

/** What we ask of the process that talks to the responder. TXT records travel as base64. */
export type ResponderRequest =
  | { readonly type: 'register'; readonly label: string; readonly port: number; readonly txt: string }
  | { readonly type: 'update'; readonly txt: string }
  /** Tells the records of a service, now and whenever they change. `key` is ours. */
  | { readonly type: 'resolve'; readonly key: number; readonly service: ServiceName }
  | { readonly type: 'close'; readonly key: number };

/** What it tells. After `failed` it ends. */
export type ResponderReport =
  | { readonly type: 'ready' }
  | { readonly type: 'registered' }
  | { readonly type: 'up' | 'down'; readonly service: ServiceName }
  | {
      readonly type: 'resolved';
      readonly key: number;
      readonly host: string;
      readonly port: number;
      readonly txt: string;
    }
  | { readonly type: 'unresolved'; readonly key: number }
  | { readonly type: 'failed'; readonly reason: string };
