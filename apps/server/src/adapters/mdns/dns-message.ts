/** The part of a DNS message that we write or read, as the dns-packet codec lays it out. */
export interface DnsMessage {
  type: 'query' | 'response';
  /** RFC 6762, section 18: anything but QUERY and NOERROR is to be ignored. */
  opcode?: string;
  rcode?: string;
  questions: DnsQuestion[];
  answers: DnsRecord[];
  additionals: DnsRecord[];
}

export interface DnsQuestion {
  name: string;
  type: string;
}

export interface DnsRecord {
  name: string;
  type: string;
  /** Seconds; 0 is a goodbye. */
  ttl?: number;
  /** Cache-flush bit: this replaces what you knew under the name. */
  flush?: boolean;
  /** By type: PTR a name, SRV `{priority, weight, port, target}`, TXT strings as buffers, A and AAAA an address. */
  data?: unknown;
}
