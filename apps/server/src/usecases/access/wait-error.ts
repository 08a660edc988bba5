import { BriqueError } from '../brique-error.js';

/** A try that came too early. */
export class WaitError extends BriqueError {
  constructor(readonly seconds: number) {
    super('too_many_requests', `Too many wrong passwords. Wait ${seconds} s, then try again.`);
  }
}
