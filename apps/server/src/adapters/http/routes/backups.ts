import { Hono } from 'hono';
import type { Backups } from '../../../usecases/backups/backups.js';
import { describe, json } from '../openapi/describe.js';

export function backupRoutes(backups: Backups): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary: 'The backups there are, and how the last attempt ended',
      answers: { 200: json('BackupState') },
    }),
    async (c) => c.json(await backups.state()),
  );

  app.post(
    '/',
    describe({
      summary: 'Makes a backup now, or waits for the one that is being made',
      details: 'A backup that could not be made is no problem of the call: `failure` says why.',
      answers: { 200: json('BackupState') },
    }),
    async (c) => c.json(await backups.backUp()),
  );

  app.delete(
    '/set-aside/:name',
    describe({
      summary: 'Deletes for good an inventory that a restore replaced',
      details:
        'It may be the only copy of what was changed here since that backup, and nothing brings it back.',
      answers: { 200: json('BackupState') },
      problems: ['not_found'],
    }),
    async (c) => c.json(await backups.discard(c.req.param('name'))),
  );

  return app;
}
