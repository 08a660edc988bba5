import { decodeItem, type Entry, type Json, type Stamp } from '@brique/sync-core';
import { type Act, areApart, clockOf, isAfter, isSeen, replicaOf } from './acts.js';

/**
 * What an item must have ended as, said from what people did to it and what they had seen; nothing of the merge is used.
 *
 * One act is before another when whoever did the other had seen it. Of the acts that wrote a key the *last* ones are those that neither
 * another of them nor anybody who deleted the item for good had seen.
 * 1. Everything that was not lost with a disk has arrived, and nothing else.
 * 2. A key holds what its last act with the highest stamp wrote.
 * 3. What its other last acts wrote is kept in a conflict entry, open or settled; unless it is the value that holds or is kept, or one that
 *    somebody else wrote too and that was written over by one who had seen that: of two who write the same, one stands for both.
 * 4. An open entry keeps what an act wrote that was beside another act on its key, neither having seen the other; and exactly what somebody
 *    settled is not open. (Whether what somebody wrote over later is also kept depends on who met whom before: it may be there or not.)
 * 5. An item lies in the trash if somebody who deleted it had seen all else; and only if there is nothing but what somebody who
 *    deleted it had seen, or was done by one who had seen it deleted.
 * 6. An item is gone if somebody who deleted it for good had seen all else; and only if there is nothing that nobody of these had seen, except
 *    that others deleted it too (and what they had restored before), with which nothing is lost. Of what a deletion for good could not take, only 1 and 3 are said: how much comes back with it depends on who met whom before.
 * Where a clock was wrong, so that somebody wrote over what he saw under a lower stamp, 2 says only that somebody wrote what the key holds, and
 * 4 not that what an entry keeps was beside another act: who meets both then takes for a conflict what was none.
 *
 * @param acts all that was done to the item
 * @param text the canonical text that all instances ended with; undefined when they have no such item
 * @returns what is not so, in words
 */
export function faultsOf(id: string, acts: readonly Act[], text: string | undefined): string[] {
  const needed = acts.filter(({ lostWithDisk }) => !lostWithDisk);
  if (text === undefined) return needed.length > 0 ? [`${id} is not there`] : [];
  const { keys, versions } = decodeItem(text);
  const item: Ended = { keys, acts: acts.filter((act) => isSeen(act, versions)) };
  const faults = needed
    .filter((act) => !isSeen(act, versions))
    .map(({ stamp }) => `${stamp} has not arrived`);
  for (const [replica, { clock }] of versions) {
    const isKnown = acts.some(({ stamp }) => replicaOf(stamp) === replica && clockOf(stamp) === clock);
    if (!isKnown) faults.push(`nobody did ${clock}-${replica}`);
  }
  const wasPurged = item.acts.some(isPurge);
  faults.push(...purgeFaults(item));
  if (!isGone(item)) faults.push(...keptFaults(item));
  if (!wasPurged) faults.push(...keyFaults(item), ...conflictFaults(item), ...trashFaults(item));
  return faults.map((fault) => `${id}: ${fault}`);
}

interface Ended {
  readonly keys: ReadonlyMap<string, Entry>;
  /** What has arrived. */
  readonly acts: readonly Act[];
}

const isPurge = (act: Act) => act.values.has('purged');
const isDeletion = (act: Act) => act.values.get('deleted') === true;
const isGone = ({ keys }: Ended) => keys.size === 1 && keys.has('purged');
const isSame = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);
const isField = (key: string) => key !== 'purged' && key !== 'deleted' && !key.startsWith('conflict:');

/** 2. */
function keyFaults(item: Ended): string[] {
  const faults: string[] = [];
  for (const key of new Set(item.acts.flatMap(({ values }) => [...values.keys()]).filter(isField))) {
    const held = item.keys.get(key);
    const writers = item.acts.filter(({ values }) => values.has(key));
    const writer = writers.find(({ stamp }) => stamp === held?.stamp);
    if (writer === undefined || !isSame(writer.values.get(key), held?.value))
      faults.push(`nobody wrote ${key}`);
    if (isUpsideDown(writers)) continue;
    const winner = lastOf(key, item).reduce((a, b) => (a.stamp > b.stamp ? a : b));
    if (winner !== writer) faults.push(`${key} holds ${held?.stamp}, not ${winner.stamp}`);
  }
  return faults;
}

/** Whether somebody wrote over what he saw under a lower stamp. */
function isUpsideDown(writers: readonly Act[]): boolean {
  return writers.some((act) => writers.some((later) => isAfter(later, act) && later.stamp < act.stamp));
}

/** 3. */
function keptFaults(item: Ended): string[] {
  const faults: string[] = [];
  const people = item.acts.filter(({ isNote }) => !isNote);
  const names = new Set(people.flatMap(({ values }) => [...values.keys()]));
  for (const key of names) {
    if (key === 'purged' || key.startsWith('conflict:')) continue;
    const kept = entriesOf(item).filter((entry) => entry.key === key);
    const values = [item.keys.get(key)?.value, ...kept.map(({ act }) => act?.values.get(key))];
    const last = lastOf(key, item);
    const over = item.acts.filter((act) => act.values.has(key) && !last.includes(act));
    for (const act of last) {
      const value = act.values.get(key);
      if (act.isNote || values.some((each) => isSame(each, value))) continue;
      if (over.some((other) => areApart(act, other) && isSame(other.values.get(key), value))) continue;
      faults.push(`${key} = ${JSON.stringify(value)} of ${act.stamp} is lost`);
    }
  }
  return faults;
}

/** 4. */
function conflictFaults(item: Ended): string[] {
  const faults: string[] = [];
  for (const { entryKey, key, act, entry } of entriesOf(item)) {
    const settled = item.acts.filter(({ values }) => values.get(entryKey) === null);
    if (settled.length > 0 !== (entry === null))
      faults.push(`${entryKey} is ${entry === null ? 'settled by nobody' : 'open again'}`);
    if (entry === null) continue;
    const { value } = entry as { value: Json };
    if (act === undefined || !isSame(act.values.get(key), value)) {
      faults.push(`${entryKey} keeps what nobody wrote`);
      continue;
    }
    const isOther = (other: Act) =>
      key === 'deleted' ? !isDeletion(other) : other.values.has(key) && !isSame(other.values.get(key), value);
    const writers = item.acts.filter(({ values }) => values.has(key));
    if (!isUpsideDown(writers) && !item.acts.some((other) => isOther(other) && areApart(act, other)))
      faults.push(`${entryKey} was in conflict with nothing`);
  }
  return faults;
}

/** 5. */
function trashFaults(item: Ended): string[] {
  const { acts, keys } = item;
  const deletions = acts.filter(isDeletion);
  if (keys.get('deleted')?.value !== true) {
    const last = deletions.find((deletion) =>
      acts.every((act) => act === deletion || isAfter(deletion, act)),
    );
    return last === undefined ? [] : [`not deleted, although ${last.stamp} had seen everything`];
  }
  const unseen = acts.find(
    (act) => !act.isNote && !isDeletion(act) && deletions.every((deletion) => areApart(act, deletion)),
  );
  return unseen === undefined ? [] : [`deleted, although nobody who did had seen ${unseen.stamp}`];
}

/** 6. */
function purgeFaults(item: Ended): string[] {
  const purges = item.acts.filter(isPurge);
  if (!isGone(item)) {
    const last = purges.find((purge) => item.acts.every((act) => act === purge || isAfter(purge, act)));
    return last === undefined ? [] : [`there, although ${last.stamp} had seen everything`];
  }
  if (purges.length === 0) return ['gone, although nobody deleted it for good'];
  const unseen = item.acts.find(
    (act) =>
      !act.isNote && !isPurge(act) && !endsDeleted(act, item) && !purges.some((purge) => isAfter(purge, act)),
  );
  return unseen === undefined
    ? []
    : [`gone, although nobody who deleted it for good had seen ${unseen.stamp}`];
}

/** Whether it only deleted or restored (or chose between the two), and whoever did that had it deleted in the end. */
function endsDeleted(act: Act, { acts }: Ended): boolean {
  const isPresence = (key: string) => key === 'deleted' || key.startsWith('conflict:deleted:');
  if (![...act.values.keys()].every(isPresence)) return false;
  return isDeletion(act) || acts.some((later) => isDeletion(later) && isAfter(later, act));
}

/** The acts on a key that neither another act on it nor anybody who deleted the item for good had seen. */
function lastOf(key: string, { acts }: Ended): Act[] {
  const over = acts.filter((act) => act.values.has(key) || isPurge(act));
  return acts.filter((act) => act.values.has(key) && !over.some((later) => isAfter(later, act)));
}

const CONFLICT = /^conflict:(.+):([0-9a-f]{16}-[a-z2-7]{13})$/s;

interface KeptEntry {
  readonly entryKey: string;
  readonly key: string;
  /** null when it is settled. */
  readonly entry: Json;
  /** What wrote the value that it keeps. */
  readonly act: Act | undefined;
}

function entriesOf({ keys, acts }: Ended): KeptEntry[] {
  return [...keys].flatMap(([entryKey, { value: entry }]) => {
    const [, key, named] = CONFLICT.exec(entryKey) ?? [];
    if (key === undefined) return [];
    const stamp: Stamp | undefined = (entry as { by?: Stamp } | null)?.by ?? named;
    return [{ entryKey, key, entry, act: acts.find((act) => act.stamp === stamp) }];
  });
}
