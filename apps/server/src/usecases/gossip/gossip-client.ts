import type { BatchResult, Problem, SyncInfo } from '@brique/shared';
import { type Claim, SPLIT_WAYS } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import type { PeerConnection, PeerRequest, PeerResponse } from './peer-transport.js';
import { isSyncErrorCode } from './sync-error-code.js';
import {
  claimsFromWire,
  claimToWire,
  type FetchRequest,
  isCount,
  MAX_CLAIMS,
  malformed,
  type ProofAnswer,
  type ProofRequest,
  printsToWire,
  proofAnswerFromWire,
  record,
  type SessionOffer,
  type SessionRequest,
  sessionOfferFromWire,
} from './wire.js';

const BASE = '/api/v1/gossip';
const NDJSON = 'application/x-ndjson';

/** The calls of the gossip protocol (docs/protocol.md), as one instance makes them to another. */
export interface GossipClient {
  info(signal?: AbortSignal): Promise<SyncInfo>;
  /** "I have news, come"; from an unknown caller it is a request to be let in. */
  knock(): Promise<void>;
  openSession(request: SessionRequest): Promise<SessionOffer>;
  /** @param since a cursor, or null for everything */
  changes(since: string | null): Promise<AsyncIterable<Uint8Array>>;
  batch(body: string): Promise<BatchResult>;
  fetch(request: FetchRequest): Promise<AsyncIterable<Uint8Array>>;
  reconcile(claims: readonly Claim[]): Promise<Claim[]>;
  prove(request: ProofRequest): Promise<ProofAnswer>;
  /** Proves an invite. @returns the host's proof, as it came */
  pair(proof: string): Promise<unknown>;
  /** Begins a grid handshake (grid-handshake.ts). @returns the other side's nonce, as it came */
  gridHello(nonce: string): Promise<unknown>;
  /** Ends it. @returns the other side's proof, as it came */
  gridProve(proof: string): Promise<unknown>;
  /** Tells the other side why we end the session early. */
  abandon(reason: { code: string; message: string }): Promise<void>;
}

export interface GossipClientOptions {
  /** Sent along as a hint, so that whoever does not know us yet can show our request. */
  readonly self: { readonly instanceName: string; readonly gossipPort: number };
  /** Id of the session the calls belong to. */
  readonly session?: string;
  /** Ends every call. */
  readonly signal?: AbortSignal;
}

export function createGossipClient(
  connection: PeerConnection,
  { self, session, signal }: GossipClientOptions,
): GossipClient {
  const own: Record<string, string> = {
    'brique-name': encodeURIComponent(self.instanceName),
    'brique-port': String(self.gossipPort),
    ...(session !== undefined && { 'brique-session': session }),
  };
  const send = async (request: PeerRequest): Promise<PeerResponse> => {
    const ends = request.signal ?? signal;
    const headers = { ...own, ...request.headers };
    const response = await connection.request({ ...request, headers, ...(ends && { signal: ends }) });
    if (response.status < 300) return response;
    throw await refusal(response);
  };
  const post = (path: string, body: unknown, more?: Partial<PeerRequest>) =>
    send({
      method: 'POST',
      path: BASE + path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...more,
    });
  return {
    async info(ends) {
      const request: PeerRequest = { method: 'GET', path: `${BASE}/info`, ...(ends && { signal: ends }) };
      const info = record(await readJson(await send(request)), 'info');
      if (typeof info.instanceId !== 'string' || typeof info.instanceName !== 'string')
        throw malformed('info');
      return info as unknown as SyncInfo;
    },
    async knock() {
      await drain(await post('/sync', {}));
    },
    openSession: async (request) => sessionOfferFromWire(await readJson(await post('/sessions', request))),
    async changes(since) {
      const query = since === null ? '' : `?since=${encodeURIComponent(since)}`;
      const path = `${BASE}/items/changes${query}`;
      return (await send({ method: 'GET', path, headers: { accept: NDJSON }, maxBytes: Infinity })).body;
    },
    async batch(body) {
      const path = `${BASE}/items/batch`;
      const headers = { 'content-type': NDJSON };
      return batchResult(await readJson(await send({ method: 'POST', path, headers, body })));
    },
    fetch: async (request) => (await post('/items/fetch', request, { maxBytes: Infinity })).body,
    async reconcile(claims) {
      const answer = record(
        await readJson(await post('/reconcile', { claims: claims.map(claimToWire) })),
        'answer',
      );
      return claimsFromWire(answer.claims, MAX_CLAIMS * SPLIT_WAYS);
    },
    async prove(request) {
      const body = { ...request, ...printsToWire(request) };
      return proofAnswerFromWire(await readJson(await post(`/sessions/${session}/proof`, body)));
    },
    async pair(proof) {
      return record(await readJson(await post('/pair', { proof })), 'pair').proof;
    },
    async gridHello(nonce) {
      return record(await readJson(await post('/grid/hello', { nonce })), 'grid').nonce;
    },
    async gridProve(proof) {
      return record(await readJson(await post('/grid/prove', { proof })), 'grid').proof;
    },
    async abandon(reason) {
      // Not the session's own signal: that may be what ended it.
      const inTime = { signal: AbortSignal.timeout(2000) };
      await drain(await post(`/sessions/${session}/abandon`, reason, inTime));
    },
  };
}

function batchResult(raw: unknown): BatchResult {
  const { applied, conflicts, rejected, held = 0, cursor } = record(raw, 'batch');
  if (!isCount(applied) || !isCount(conflicts) || !isCount(held)) throw malformed('batch');
  if (!Array.isArray(rejected)) throw malformed('batch');
  const refused = rejected.map((each: unknown) => {
    const { id, code } = record(each, 'rejected');
    // Not made one: of what a peer sends, not everything can be.
    if (typeof id !== 'string' || typeof code !== 'string') throw malformed('rejected');
    return { id, code };
  });
  const place = typeof cursor === 'string' ? cursor : null;
  return { applied, conflicts, rejected: refused, held, cursor: place };
}

/** Why an instance is not let in by what it showed; the same words here as there. */
const PAIRING_CODES = ['invite_unknown', 'invite_used', 'invite_expired', 'grid_key_mismatch'] as const;

/** The error that a peer's problem document stands for here. */
async function refusal(response: PeerResponse): Promise<BriqueError> {
  const problem = (await readJson(response).catch(() => ({}))) as Partial<Problem>;
  const detail = typeof problem.detail === 'string' ? problem.detail.slice(0, 500) : '';
  const code = typeof problem.code === 'string' ? problem.code : '';
  if (code === 'not_trusted') {
    return new BriqueError(
      'peer_refused',
      'The other instance has not approved this one yet. Approve it there, then try again.',
    );
  }
  if (isSyncErrorCode(code) && code !== 'internal') return new BriqueError(code, detail);
  const pairing = PAIRING_CODES.find((known) => known === code);
  if (pairing !== undefined) return new BriqueError(pairing, detail);
  return new BriqueError(
    'peer_refused',
    `The other instance answered ${response.status}${detail && `: ${detail}`}.`,
  );
}

async function readJson(response: PeerResponse): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BriqueError(
      'peer_refused',
      'The other instance answered something that is not Brique’s protocol.',
    );
  }
}

async function drain(response: PeerResponse): Promise<void> {
  for await (const _ of response.body);
}
