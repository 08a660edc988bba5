/** `name:port`, `1.2.3.4:port` or `[fe80::1]:port`; the server checks the rest by going there. */
const ADDRESS = /^(\[[0-9a-f:.%\w]+\]|[^\s:/[\]]+):(\d{1,5})$/i;

/** @returns whether the text has the form of an address of a gossip listener */
export function isPeerAddress(text: string): boolean {
  const match = ADDRESS.exec(text.trim());
  const port = Number(match?.[2]);
  return match !== null && port >= 1 && port <= 65_535;
}
