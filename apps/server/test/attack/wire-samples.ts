import fc from 'fast-check';
import { fakeIdentity } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const count = fc.nat({ max: 100 });
const range = fc.record({ from: fc.constantFrom('', 'a', '~'), to: fc.constantFrom('~', 'b', '') });
const fingerprint = fc.record({ count, digest: hex(32) });

/** A valid item from elsewhere. @param now ms since 1970 */
const item = (now: number) =>
  fc
    .tuple(fc.string({ maxLength: 10 }), fc.boolean(), fc.nat({ max: 50 }))
    .map(([name, deleted, back]) =>
      wireForm(
        foreignItem(now - back, { name: name || 'x', deleted, 'x:colour': { r: 1 } }, { writer: 'fuzz' }),
      ),
    );

/** Valid bodies of the gossip calls, which no schema describes: by the route. */
export function wireSamples(now: number): Record<string, fc.Arbitrary<unknown>> {
  const id = fakeIdentity('session').instanceId.slice(0, 22);
  return {
    'POST /api/v1/gossip/pair': fc.record({ proof: hex(64) }),
    'POST /api/v1/gossip/grid/hello': fc.record({ nonce: hex(32) }),
    'POST /api/v1/gossip/grid/prove': fc.record({ proof: hex(64) }),
    'POST /api/v1/gossip/sync': fc.constant({}),
    'POST /api/v1/gossip/items/batch': fc.record({
      changes: fc.array(item(now), { maxLength: 3 }),
      cursor: fc.constantFrom(null, id),
    }),
    'POST /api/v1/gossip/sessions': fc.record({
      id: fc.constant(id),
      protocol: fc.constantFrom(1, 2, 99),
      now: fc.constant(new Date(now).toISOString()),
      trigger: fc.constantFrom('manual', 'automatic', 'change'),
      instanceName: fc.string({ maxLength: 10 }),
      cursor: fc.constantFrom(null, id),
    }),
    'POST /api/v1/gossip/sessions/:id/proof': fc.record({
      fingerprint,
      last: fc.boolean(),
      reconciled: fc.boolean(),
      itemsReceived: count,
      itemsSent: count,
      conflicts: count,
      rejected: count,
      bytesReceived: count,
      bytesSent: count,
    }),
    'POST /api/v1/gossip/sessions/:id/abandon': fc.record({ code: fc.string(), message: fc.string() }),
    'POST /api/v1/gossip/items/fetch': fc.record({
      ids: fc.array(
        item(now).map((it) => it.id),
        { maxLength: 3 },
      ),
      ranges: fc.array(range, { maxLength: 3 }),
    }),
    'POST /api/v1/gossip/reconcile': fc.record({
      claims: fc.array(fc.record({ range, fingerprint }), { maxLength: 3 }),
    }),
  };
}
