import { type Digest, type Fingerprint, sameDigest, sameFingerprint } from './fingerprint.js';

/** Ids from `from` (included) to `to` (excluded), compared as text. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** Every id: ids are lower-case hex and dashes, all below `~`. */
export const WHOLE_RANGE: Range = { from: '', to: '~' };

export interface IdDigest {
  readonly id: string;
  readonly digest: Digest;
}

/** What one side says it holds in a range: a fingerprint, or when few the items themselves. */
export type Claim =
  | { readonly range: Range; readonly print: Fingerprint }
  | { readonly range: Range; readonly items: readonly IdDigest[] };

/** A set of (id, digest) to reconcile. */
export interface RangeView {
  /** The fingerprint of each range, in order. */
  fingerprints(ranges: readonly Range[]): Promise<Fingerprint[]>;
  /** Cuts a range into at most `ways` neighbours that cover it, of about equally many items. */
  split(range: Range, ways: number): Promise<{ range: Range; print: Fingerprint }[]>;
  /** The items of each range, ids ascending, in order of the ranges. */
  lists(ranges: readonly Range[]): Promise<IdDigest[][]>;
}

export interface ReconcileState {
  readonly role: 'initiator' | 'responder';
  readonly view: RangeView;
}

/** Where the two sets differ, seen from the initiator. Whole ranges where one side has nothing. */
export interface Differences {
  /** Items that we lack or hold otherwise: to fetch. */
  readonly theirs: { ids: string[]; ranges: Range[] };
  /** Items that they lack or hold otherwise: to send. */
  readonly ours: { ids: string[]; ranges: Range[] };
}

export interface ReconcileStep {
  readonly messages: Claim[];
  readonly differences: Differences;
}

/** Unequal ranges come back in this many parts. */
export const SPLIT_WAYS = 16;
/** Ranges with up to this many items come back as lists. */
export const LIST_LIMIT = 32;

/**
 * One step of range-based set reconciliation: A. Meyer, "Range-Based Set Reconciliation" (2023), §3.
 *
 * The initiator opens with openReconcile(), sends `messages`, feeds it the responder's answer, and is done when there
 * are no messages left; the differences of all steps together are exactly the items that differ. The responder answers
 * each message and learns nothing. Both are pure in the view: state in, messages and differences out.
 *
 * Rounds: the responder's ranges shrink SPLIT_WAYS-fold each round, so about log16(n / LIST_LIMIT) + 2.
 */
export async function reconcile(state: ReconcileState, message: readonly Claim[]): Promise<ReconcileStep> {
  return state.role === 'responder' ? respond(state.view, message) : resolve(state.view, message);
}

/** The initiator's first message. */
export async function openReconcile(view: RangeView): Promise<Claim[]> {
  return withPrints(view, [WHOLE_RANGE]);
}

async function respond(view: RangeView, message: readonly Claim[]): Promise<ReconcileStep> {
  const asked = message.filter((claim) => 'print' in claim);
  const mine = await withPrints(
    view,
    asked.map((claim) => claim.range),
  );
  const messages: Claim[] = [];
  const small: Range[] = [];
  for (const [i, claim] of asked.entries()) {
    const own = mine[i];
    if (own === undefined || sameFingerprint(own.print, claim.print)) continue;
    if (own.print.count === 0 || claim.print.count === 0) messages.push(own);
    else if (own.print.count <= LIST_LIMIT) small.push(claim.range);
    else messages.push(...(await view.split(claim.range, SPLIT_WAYS)));
  }
  const lists = await view.lists(small);
  for (const [i, range] of small.entries()) messages.push({ range, items: lists[i] ?? [] });
  return { messages, differences: noDifferences() };
}

async function resolve(view: RangeView, message: readonly Claim[]): Promise<ReconcileStep> {
  const differences = noDifferences();
  const messages: Claim[] = [];

  const prints = message.filter((claim) => 'print' in claim);
  const mine = await withPrints(
    view,
    prints.map((claim) => claim.range),
  );
  for (const [i, theirs] of prints.entries()) {
    const own = mine[i];
    if (own === undefined || sameFingerprint(own.print, theirs.print)) continue;
    if (theirs.print.count === 0) differences.ours.ranges.push(theirs.range);
    else if (own.print.count === 0) differences.theirs.ranges.push(theirs.range);
    else messages.push(own);
  }

  const listed = message.filter((claim) => 'items' in claim);
  const lists = await view.lists(listed.map((claim) => claim.range));
  for (const [i, claim] of listed.entries()) compareLists(lists[i] ?? [], claim.items, differences);
  return { messages, differences };
}

function compareLists(
  mine: readonly IdDigest[],
  theirs: readonly IdDigest[],
  differences: Differences,
): void {
  const own = new Map(mine.map(({ id, digest }) => [id, digest]));
  for (const { id, digest } of theirs) {
    const ours = own.get(id);
    own.delete(id);
    if (ours !== undefined && sameDigest(ours, digest)) continue;
    differences.theirs.ids.push(id);
    if (ours !== undefined) differences.ours.ids.push(id);
  }
  differences.ours.ids.push(...own.keys());
}

async function withPrints(view: RangeView, ranges: readonly Range[]) {
  const prints = await view.fingerprints(ranges);
  return ranges.map((range, i) => {
    const print = prints[i];
    if (print === undefined) throw new Error('a view must give a fingerprint for each range');
    return { range, print };
  });
}

function noDifferences(): Differences {
  return { theirs: { ids: [], ranges: [] }, ours: { ids: [], ranges: [] } };
}
