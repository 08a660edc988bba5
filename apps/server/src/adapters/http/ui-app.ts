import { type HistorySize, SYNC_ERROR_CODES } from '@brique/shared';
import { Hono } from 'hono';
import type { Access } from '../../usecases/access/access.js';
import type { Backups } from '../../usecases/backups/backups.js';
import { BriqueError } from '../../usecases/brique-error.js';
import { isoTime } from '../../usecases/clock.js';
import type { ConflictInbox } from '../../usecases/conflicts/conflict-inbox.js';
import type { Settling } from '../../usecases/conflicts/settling.js';
import type { Doctor } from '../../usecases/doctor/doctor.js';
import type { Events } from '../../usecases/events.js';
import type { HeldChanges } from '../../usecases/held/held-changes.js';
import type { HistoryExtentReader } from '../../usecases/history/history-extent.js';
import type { SessionHistory } from '../../usecases/history/session-history.js';
import type { TimeMachine } from '../../usecases/history/time-machine.js';
import type { BulkItems } from '../../usecases/items/bulk.js';
import type { ItemReader } from '../../usecases/items/item-reader.js';
import type { Items } from '../../usecases/items/items.js';
import type { RecentActs } from '../../usecases/items/recent-acts.js';
import type { Trash } from '../../usecases/items/trash.js';
import type { Grid } from '../../usecases/pairing/grid.js';
import type { Pairing } from '../../usecases/pairing/pairing.js';
import type { Differences } from '../../usecases/peers/differences.js';
import type { Peers } from '../../usecases/peers/peers.js';
import type { Samples } from '../../usecases/samples/samples.js';
import type { SettingsService } from '../../usecases/settings/settings.js';
import type { SyncHistoryReader } from '../../usecases/sync/history.js';
import type { Responder } from '../../usecases/sync/responder.js';
import type { Sessions } from '../../usecases/sync/sessions.js';
import { OWNER_ID, type SyncContext } from '../../usecases/sync/sync-context.js';
import { readJsonBody } from './body.js';
import { fields } from './fields.js';
import { exchangeRoutes, type GossipEnv } from './gossip-routes.js';
import { securityHeaders, uiGuard } from './guards.js';
import { describe, empty, json, object, text } from './openapi/describe.js';
import { openApiRoutes } from './openapi/routes.js';
import { onOtherMethod } from './other-methods.js';
import { DOCS_PATH, passwordGuard, sessionCookie, type UiEnv } from './password-guard.js';
import { onError, onNotFound } from './problem.js';
import { backupRoutes } from './routes/backups.js';
import { conflictRoutes, itemConflictRoutes } from './routes/conflicts.js';
import { doctorRoutes } from './routes/doctor.js';
import { eventRoutes } from './routes/events.js';
import { exportRoutes } from './routes/export.js';
import { heldRoutes } from './routes/held.js';
import { importRoutes } from './routes/import.js';
import { itemHistoryRoutes } from './routes/item-history.js';
import { itemRoutes } from './routes/items.js';
import { pairingRoutes } from './routes/pairing.js';
import { peerRoutes } from './routes/peers.js';
import { sampleRoutes } from './routes/samples.js';
import { passwordRoutes, sessionRoutes } from './routes/session.js';
import { syncRoutes } from './routes/sync.js';
import { spa } from './spa.js';

export interface UiContext {
  readonly hosts: () => ReadonlySet<string>;
  readonly webDir: string;
  /** JSON schemas of the API's types, written by the build. */
  readonly schemasFile: string;
  readonly tmpDir: string;
  readonly newId: () => string;
  readonly sync: SyncContext;
  readonly responder: Responder;
  readonly items: Items;
  readonly itemReader: ItemReader;
  readonly conflictInbox: ConflictInbox;
  readonly settling: Settling;
  readonly bulk: BulkItems;
  readonly acts: RecentActs;
  readonly trash: Trash;
  readonly samples: Samples;
  readonly peers: Peers;
  readonly pairing: Pairing;
  readonly grid: Grid;
  readonly doctor: Doctor;
  readonly backups: Backups;
  readonly sessions: Sessions;
  readonly history: SyncHistoryReader;
  readonly held: HeldChanges;
  readonly differences: Differences;
  readonly timeMachine: TimeMachine;
  readonly historyExtent: HistoryExtentReader;
  readonly sessionHistory: SessionHistory;
  readonly settings: SettingsService;
  readonly access: Access;
  readonly events: Events;
  /** Announces on the LAN now. @throws BriqueError `conflict` when discovery is off */
  announce(): Promise<void>;
  readonly closing: AbortSignal;
  log(message: string, error: unknown): void;
}

/** The owner as a reader and writer of the gossip calls. */
const OWNER = { id: OWNER_ID, name: 'owner', lastSync: null };

/** What the UI listener answers: the UI API, the owner's four gossip calls, and the page. */
export function createUiApp(context: UiContext): Hono<UiEnv> {
  const { settings, sessions, sync, responder, access } = context;
  const cookie = sessionCookie(settings.current().instanceId);
  const app = new Hono<UiEnv>();
  app.onError(onError(context.log));
  app.notFound(onNotFound);
  app.use(securityHeaders);
  app.use(uiGuard(context.hosts));
  app.use(passwordGuard(access, cookie));

  app.get(
    '/health',
    describe({ summary: 'Whether it runs', answers: { 200: json(object({ status: { const: 'ok' } })) } }),
    (c) => c.json({ status: 'ok' }),
  );

  const api = new Hono();
  const imports = importRoutes({
    replica: sync.replica,
    newId: context.newId,
    acts: context.acts,
    tmpDir: context.tmpDir,
    log: context.log,
  });
  // Before the items themselves, whose `:id` would take "export" for one.
  api.route('/items/import', imports);
  api.route('/items/export', exportRoutes(context.itemReader));
  api.route(
    '/items',
    itemRoutes(
      context.items,
      context.itemReader,
      context.conflictInbox,
      context.bulk,
      context.trash,
      context.log,
    ),
  );
  api.route('/items', itemHistoryRoutes(context.timeMachine, context.itemReader));
  api.route('/items', itemConflictRoutes(context.itemReader, context.conflictInbox, context.settling));
  api.route('/conflicts', conflictRoutes(context.conflictInbox, context.settling));
  api.route('/samples', sampleRoutes(context.samples));
  api.get(
    '/stats',
    describe({ summary: 'The inventory in numbers', answers: { 200: json('Stats') } }),
    async (c) => c.json(await context.itemReader.stats()),
  );
  api.get(
    '/history',
    describe({
      summary: 'How much is kept of what items were before each change, and since when',
      answers: { 200: json('HistorySize') },
    }),
    async (c) => {
      const [size, since] = await Promise.all([
        context.historyExtent.size(),
        context.historyExtent.recordedSince(),
      ]);
      return c.json({ ...size, recordedSince: isoTime(since) } satisfies HistorySize);
    },
  );
  api.route('/peers', peerRoutes(context.peers, sessions, context.differences));
  api.route('/held', heldRoutes(context.held, context.log));
  api.route('/pairing', pairingRoutes(context.pairing, context.grid, sync.replica.wall.now));
  api.route('/doctor', doctorRoutes(context.doctor, context.log));
  api.route('/backups', backupRoutes(context.backups));
  api.route('/sync', syncRoutes(context.history, sessions, context.sessionHistory, context.log));
  api.get(
    '/settings',
    describe({ summary: 'The owner’s choices', answers: { 200: json('Settings') } }),
    (c) => c.json(settings.current()),
  );
  api.patch(
    '/settings',
    describe({
      summary: 'Changes the given settings',
      body: json('SettingsInput'),
      answers: { 200: json('Settings') },
    }),
    async (c) => c.json(await settings.change(await readJsonBody(c))),
  );
  api.route('/session', sessionRoutes(access, cookie));
  api.route('/password', passwordRoutes(access, cookie));
  api.post(
    '/discovery/announce',
    describe({
      summary: 'Announces this instance on the LAN and asks who else is there, now',
      answers: { 204: empty },
      problems: ['conflict'],
    }),
    async (c) => {
      await context.announce();
      return c.body(null, 204);
    },
  );
  api.route('/events', eventRoutes(context.events, context.closing));
  api.route('/gossip', ownerGossip());
  api.route('/', openApiRoutes(app, context.schemasFile));
  app.route('/api/v1', api);
  const page = spa(context.webDir);
  // The page that describes the API stands where people look for it, among the calls.
  app.get(DOCS_PATH, (c) => page.fetch(c.req.raw));
  app.all('/api/*', onOtherMethod(app));
  app.route('/', page);
  return app;

  function ownerGossip(): Hono<GossipEnv> {
    const gossip = new Hono<GossipEnv>();
    gossip.use(async (c, next) => {
      c.set('partner', OWNER);
      return next();
    });
    gossip.post(
      '/sync',
      describe({
        summary: 'Synchronises with the instance of that id',
        body: json(object({ peerId: text })),
        answers: { 200: json('SyncResult') },
        problems: ['not_found', ...SYNC_ERROR_CODES],
      }),
      async (c) => {
        const { peerId } = fields(await readJsonBody(c), ['peerId']);
        if (typeof peerId !== 'string') {
          const message = 'Give the id of the instance to synchronise with.';
          throw new BriqueError('invalid_input', message, [{ field: 'peerId', code: 'required', message }]);
        }
        return c.json(await sessions.syncWithPeer(peerId, 'manual'));
      },
    );
    gossip.route('/', exchangeRoutes(sync, responder));
    return gossip;
  }
}
