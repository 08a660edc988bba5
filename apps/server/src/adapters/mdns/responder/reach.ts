import { createConnection } from 'node:net';

/** Tells whether somebody listens at an address. */
export type Reach = (address: string) => Promise<boolean>;

const CONNECT_MS = 2000;

/** Connects and hangs up. @param address `host:port`, IPv6 hosts in brackets */
export const reachByTcp: Reach = (address) =>
  new Promise((resolve) => {
    const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
    const socket = createConnection({ host, port: Number(port) });
    const done = (reached: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reached);
    };
    const timer = setTimeout(() => done(false), CONNECT_MS);
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
  });
