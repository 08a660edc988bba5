/** What a route of the UI listener takes as its body. What takes JSON takes nothing else: a form of another site cannot send JSON. */
export type Takes = 'json' | 'file' | 'nothing';

/** What a guest may do with a route of the gossip listener, and a stranger. */
export interface GossipPolicy {
  /** `proof`: who is unknown may try, and gets nowhere without a proof. `own-info`: who we are, and no more. */
  readonly unknown: 'refused' | 'own-info' | 'proof';
  readonly guest: 'may' | 'read-only';
  readonly takes: 'json' | 'lines' | 'nothing';
}

/**
 * Each route of the UI listener, as its router lists it. A route that is not here fails the attack suite: state here what it takes, and
 * that it stands behind the guards.
 */
export const UI_POLICIES: Readonly<Record<string, Takes>> = {
  'GET /health': 'nothing',
  'POST /api/v1/items/import': 'file',
  'POST /api/v1/items/import/preview': 'file',
  'GET /api/v1/items/export': 'nothing',
  'POST /api/v1/items/export': 'json',
  'GET /api/v1/items': 'nothing',
  'GET /api/v1/items/facets': 'nothing',
  'GET /api/v1/items/lookup': 'nothing',
  'GET /api/v1/items/recent': 'nothing',
  'GET /api/v1/items/own-fields': 'nothing',
  'POST /api/v1/items/bulk': 'json',
  'POST /api/v1/items/purge': 'json',
  'POST /api/v1/items/undo': 'json',
  'POST /api/v1/items': 'json',
  'GET /api/v1/items/:id': 'nothing',
  'PATCH /api/v1/items/:id': 'json',
  'DELETE /api/v1/items/:id': 'nothing',
  'POST /api/v1/items/:id/restore': 'nothing',
  'GET /api/v1/items/:id/history': 'nothing',
  'POST /api/v1/items/:id/history/:entry/restore': 'nothing',
  'GET /api/v1/items/:id/conflicts': 'nothing',
  'POST /api/v1/items/:id/conflicts/settle': 'json',
  'GET /api/v1/conflicts': 'nothing',
  'POST /api/v1/conflicts/settle': 'json',
  'GET /api/v1/samples': 'nothing',
  'POST /api/v1/samples': 'nothing',
  'DELETE /api/v1/samples': 'nothing',
  'GET /api/v1/stats': 'nothing',
  'GET /api/v1/history': 'nothing',
  'GET /api/v1/peers': 'nothing',
  'POST /api/v1/peers': 'json',
  'PATCH /api/v1/peers/:id': 'json',
  'DELETE /api/v1/peers/:id': 'nothing',
  'GET /api/v1/peers/:id/differences': 'nothing',
  'POST /api/v1/peers/:id/sync': 'nothing',
  'DELETE /api/v1/peers/:id/sync': 'nothing',
  'GET /api/v1/pairing/invite': 'nothing',
  'POST /api/v1/pairing/invite': 'json',
  'DELETE /api/v1/pairing/invite': 'nothing',
  'POST /api/v1/pairing/accept': 'json',
  'GET /api/v1/pairing/grid-key': 'nothing',
  'PUT /api/v1/pairing/grid-key': 'json',
  'DELETE /api/v1/pairing/grid-key': 'nothing',
  'POST /api/v1/pairing/grid-key/revoke': 'json',
  'POST /api/v1/doctor': 'nothing',
  'GET /api/v1/backups': 'nothing',
  'POST /api/v1/backups': 'nothing',
  'DELETE /api/v1/backups/set-aside/:name': 'nothing',
  'GET /api/v1/held': 'nothing',
  'GET /api/v1/held/:peerId': 'nothing',
  'POST /api/v1/held/:peerId': 'json',
  'GET /api/v1/sync/history': 'nothing',
  'GET /api/v1/sync/history/:id/changes': 'nothing',
  'POST /api/v1/sync/history/:id/rollback': 'nothing',
  'GET /api/v1/sync/progress': 'nothing',
  'GET /api/v1/settings': 'nothing',
  'PATCH /api/v1/settings': 'json',
  'POST /api/v1/discovery/announce': 'nothing',
  'GET /api/v1/events': 'nothing',
  'POST /api/v1/gossip/sync': 'json',
  'GET /api/v1/gossip/items/changes': 'nothing',
  'POST /api/v1/gossip/items/batch': 'json',
  'GET /api/v1/gossip/info': 'nothing',
  // What is open without a session, once a password is set, stands in test/routes/password.test.ts.
  'GET /api/v1/session': 'nothing',
  'POST /api/v1/session': 'json',
  'DELETE /api/v1/session': 'nothing',
  'PUT /api/v1/password': 'json',
  'GET /api/v1/openapi.json': 'nothing',
  'GET /api/docs': 'nothing',
  'GET /*': 'nothing',
};

const session = { unknown: 'refused', guest: 'may', takes: 'json' } as const;
const pairing = { unknown: 'proof', guest: 'may', takes: 'json' } as const;

/** Each route of the gossip listener, as its router lists it. One that is not here fails the attack suite. */
export const GOSSIP_POLICIES: Readonly<Record<string, GossipPolicy>> = {
  'POST /api/v1/gossip/pair': pairing,
  'POST /api/v1/gossip/grid/hello': pairing,
  'POST /api/v1/gossip/grid/prove': pairing,
  'POST /api/v1/gossip/sync': { unknown: 'refused', guest: 'may', takes: 'nothing' },
  'GET /api/v1/gossip/items/changes': { unknown: 'refused', guest: 'may', takes: 'nothing' },
  'POST /api/v1/gossip/items/batch': { unknown: 'refused', guest: 'read-only', takes: 'lines' },
  'GET /api/v1/gossip/info': { unknown: 'own-info', guest: 'may', takes: 'nothing' },
  'POST /api/v1/gossip/sessions': session,
  'POST /api/v1/gossip/sessions/:id/proof': session,
  'POST /api/v1/gossip/sessions/:id/abandon': session,
  'POST /api/v1/gossip/items/fetch': session,
  'POST /api/v1/gossip/reconcile': session,
};

/** Middlewares and the answer to what no route takes; they answer no call. */
export const UI_CATCH_ALLS: readonly string[] = ['ALL /*', 'ALL /api/v1/gossip/*', 'ALL /api/*'];
export const GOSSIP_CATCH_ALLS: readonly string[] = ['ALL /api/v1/gossip/*'];
