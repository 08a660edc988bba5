/**
 * Defences, each with the text that holds it, what stands there when it is switched off, and the tests that must then turn red.
 * Paths are below apps/server.
 *
 * @type {readonly {defence: string, file: string, text: string, off: string, tests: readonly string[]}[]}
 */
export const DEFENCES = [
  {
    defence: 'The Host must be ours, to the letter',
    file: 'src/adapters/http/guards.ts',
    text: 'if (!hosts().has(host)) {',
    off: 'if (false) {',
    tests: ['test/attack/ui-routes.test.ts'],
  },
  {
    defence: 'Another site calls nothing',
    file: 'src/adapters/http/guards.ts',
    text: "if (!isPage && !isOwnOrigin(c.req.header('origin'), c.req.header('sec-fetch-site'), host)) {",
    off: 'if (false) {',
    tests: ['test/attack/ui-routes.test.ts'],
  },
  {
    defence: 'JSON calls take JSON only',
    file: 'src/adapters/http/body.ts',
    text: "if (type !== 'application/json') {",
    off: 'if (false) {',
    tests: ['test/attack/ui-routes.test.ts'],
  },
  {
    defence: 'Trust is looked up on each gossip call',
    file: 'src/adapters/http/gossip-app.ts',
    text: 'const peer = await peers.trusted(caller.instanceId);',
    off: "const peer = { id: caller.instanceId, name: 'x', lastSync: null, terms: { scope: 'household' } } as never;",
    tests: ['test/attack/gossip-routes.test.ts'],
  },
  {
    defence: 'Guests write nothing',
    file: 'src/usecases/sync/responder.ts',
    text: "if (peer.scope === 'guest') {",
    off: 'if (false) {',
    tests: ['test/attack/gossip-routes.test.ts'],
  },
  {
    defence: 'No client certificate, no byte',
    file: 'src/adapters/tls/gossip-listener.ts',
    text: 'if (proven === undefined) {\n      socket.destroy();',
    off: "if (proven === undefined) {\n      callers.set(socket, { instanceId: 'x', certificatePem: '', remoteAddress: '' });",
    tests: ['test/tls/gossip-listener.test.ts'],
  },
  {
    defence: 'No resumed session names a caller',
    file: 'src/adapters/tls/gossip-listener.ts',
    text: 'secureOptions: constants.SSL_OP_NO_TICKET,',
    off: '',
    tests: ['test/tls/gossip-listener.test.ts'],
  },
  {
    defence: 'Only what the pinned certificate verifies is spoken to',
    file: 'src/adapters/tls/pinned-verification.ts',
    text: 'rejectUnauthorized: true,',
    off: 'rejectUnauthorized: false,',
    tests: ['test/tls/impostor.test.ts'],
  },
  {
    defence: 'It must be that certificate, byte for byte',
    file: 'src/adapters/tls/pinned-verification.ts',
    text: 'if (pinned.der.equals(presented.raw)) return undefined;',
    off: 'if (pinned !== null) return undefined;',
    tests: ['test/tls/impostor.test.ts'],
  },
  {
    defence: 'Answers of peers are not inflated',
    file: 'src/adapters/tls/exchange.ts',
    text: 'if (problem !== undefined) {',
    off: 'if (false) {',
    tests: ['test/tls/peer-transport.test.ts', 'test/attack/hostile-server.test.ts'],
  },
  {
    defence: 'Requests to be let in: 64 in all, 4 from one host',
    file: 'src/usecases/peers/requests.ts',
    text: 'if (waiting.length >= MAX_REQUESTS || fromThere.length >= MAX_REQUESTS_PER_HOST) return;',
    off: '',
    tests: ['test/routes/gossip-access.test.ts'],
  },
  {
    defence: '256 candidates, whatever is announced',
    file: 'src/adapters/mdns/candidate-table.ts',
    text: '(!known && entries.size >= MAX_CANDIDATES)',
    off: 'false',
    tests: ['test/discovery/candidate-table.test.ts'],
  },
  {
    defence: 'An invite dies of three wrong tries',
    file: 'src/usecases/pairing/invites.ts',
    text: "if (open.triesLeft <= 0) end('tried_out');",
    off: "if (false) end('tried_out');",
    tests: ['test/pairing/invites.test.ts'],
  },
  {
    defence: 'Stamps more than 5 minutes ahead are refused',
    file: '../../packages/sync-core/src/check.ts',
    text: "isAhead(latest, now) ? refuse(id, 'future_stamp') : ",
    off: '',
    tests: ['test/attack/stamps.test.ts'],
  },
  {
    defence: 'Bodies nest 32 levels at most',
    file: 'src/adapters/http/body.ts',
    text: 'if (isWithinDepth(value, LIMITS.jsonDepth)) return value;',
    off: 'if (value !== undefined) return value;',
    tests: ['test/routes/bad-requests.test.ts'],
  },
  {
    defence: 'With a password, every call needs a session',
    file: 'src/adapters/http/password-guard.ts',
    text: 'if (token === undefined || session === null) {',
    off: 'if (session === null) return next();\n    if (token === undefined) {',
    tests: ['test/routes/password.test.ts'],
  },
  {
    defence: 'The page loads and runs nothing but its own',
    file: 'src/adapters/http/guards.ts',
    text: '"default-src \'none\'",',
    off: '',
    tests: ['test/routes/guards.test.ts'],
  },
];
