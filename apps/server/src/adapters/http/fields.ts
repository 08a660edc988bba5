import { BriqueError } from '../../usecases/brique-error.js';

/** The members of a JSON object, no others allowed. */
export function fields<K extends string>(body: unknown, names: readonly K[]): Partial<Record<K, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidField('', 'wrong_type', 'Send a JSON object.');
  }
  const unknown = Object.keys(body).find((key) => !(names as readonly string[]).includes(key));
  if (unknown !== undefined) {
    throw invalidField(unknown.slice(0, 100), 'unknown_field', `Only ${names.join(', ')} can be given here.`);
  }
  return body;
}

/** The refusal of one field. */
export function invalidField(field: string, code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}
