import { BriqueError } from '../../src/usecases/brique-error.js';

/** What the TLS adapter throws, and its codes. */
export function connectionLost(): BriqueError {
  return new BriqueError('connection_lost', 'The connection was lost: it was cut in the middle.');
}

export function cancelled(): BriqueError {
  return new BriqueError('cancelled', 'The request was cancelled.');
}

export function unreachable(): BriqueError {
  return new BriqueError('peer_unreachable', 'Cannot connect: nothing listens there.');
}
