/** @returns whether what is typed here goes over a network that others may listen to */
export function travelsUnencrypted({ protocol, hostname } = window.location): boolean {
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
