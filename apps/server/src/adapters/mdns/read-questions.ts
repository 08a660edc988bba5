import type { DnsMessage, DnsQuestion } from './dns-message.js';
import { hostName, SERVICE, SERVICE_ENUMERATION, sameName, serviceName } from './service-names.js';

/** What a query wants of us. */
export interface Wanted {
  announcement: boolean;
  /** The list of service types on this network. */
  enumeration: boolean;
}

/** Below this the asker's knowledge is about to lapse, so it does not count (RFC 6762, section 7.1: half the TTL). */
const KNOWN_ANSWER_MIN_TTL_SECONDS = 60;

/** @param instanceId ours */
export function readQuestions(message: DnsMessage, instanceId: string): Wanted {
  const knowsUs = message.answers.some(
    (record) =>
      record.type === 'PTR' &&
      typeof record.data === 'string' &&
      sameName(record.data, serviceName(instanceId)) &&
      (record.ttl ?? 0) >= KNOWN_ANSWER_MIN_TTL_SECONDS,
  );
  const names = [
    { name: serviceName(instanceId), types: ['SRV', 'TXT'] },
    { name: hostName(instanceId), types: ['A', 'AAAA'] },
    ...(knowsUs ? [] : [{ name: SERVICE, types: ['PTR'] }]),
  ];
  return {
    announcement: message.questions.some((question) =>
      names.some(({ name, types }) => asks(question, name, types)),
    ),
    enumeration: message.questions.some((question) => asks(question, SERVICE_ENUMERATION, ['PTR'])),
  };
}

function asks(question: DnsQuestion, name: string, types: string[]): boolean {
  return sameName(question.name, name) && (question.type === 'ANY' || types.includes(question.type));
}
