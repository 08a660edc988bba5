import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { Peers } from '../../../usecases/peers/peers.js';
import type { Sessions } from '../../../usecases/sync/sessions.js';
import { readJsonBody } from '../body.js';

export function peerRoutes(peers: Peers, sessions: Sessions): Hono {
  const app = new Hono();

  app.get('/', async (c) => c.json(await peers.list()));

  app.post('/', async (c) => {
    const { address } = fields(await readJsonBody(c), ['address']);
    if (typeof address !== 'string' || address.trim() === '') {
      throw invalid('address', 'required', 'Give the address as host:port, such as 192.168.1.20:9080.');
    }
    return c.json(await peers.add(address.trim()), 201);
  });

  app.patch('/:id', async (c) => {
    const { isTrusted, name, autoSync } = fields(await readJsonBody(c), ['isTrusted', 'name', 'autoSync']);
    if (isTrusted !== undefined && typeof isTrusted !== 'boolean') {
      throw invalid('isTrusted', 'wrong_type', 'Give true to approve, false to revoke.');
    }
    if (name !== undefined && typeof name !== 'string') {
      throw invalid('name', 'wrong_type', 'Give the name as text.');
    }
    if (autoSync !== undefined && autoSync !== false) {
      throw invalid(
        'autoSync',
        'not_available',
        'Automatic synchronisation is not part of this version yet.',
      );
    }
    const changes = { ...(isTrusted !== undefined && { isTrusted }), ...(name !== undefined && { name }) };
    return c.json(await peers.change(c.req.param('id'), changes));
  });

  app.delete('/:id', async (c) => {
    await peers.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  app.post('/:id/sync', async (c) => c.json(await sessions.syncWithPeer(c.req.param('id'), 'manual')));

  app.delete('/:id/sync', (c) => {
    sessions.cancel(c.req.param('id'));
    return c.body(null, 204);
  });

  return app;
}

/** The members of a JSON object, no others allowed. */
export function fields<K extends string>(body: unknown, names: readonly K[]): Partial<Record<K, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('', 'wrong_type', 'Send a JSON object.');
  }
  const unknown = Object.keys(body).find((key) => !(names as readonly string[]).includes(key));
  if (unknown !== undefined) {
    throw invalid(unknown.slice(0, 100), 'unknown_field', `Only ${names.join(', ')} can be given here.`);
  }
  return body;
}

function invalid(field: string, code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}
