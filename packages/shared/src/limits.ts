/** Protocol version spoken on the gossip listener and announced as TXT `v`. */
export const PROTOCOL_VERSION = 1;

/** Sizes that hold everywhere (design.md, "Numbers that hold everywhere"). Lengths in characters, sizes in bytes. */
export const LIMITS = {
  nameLength: 200,
  notesLength: 10_000,
  shortTextLength: 200,
  instanceNameLength: 64,
  ownFieldNameLength: 60,
  ownTextLength: 10_000,
  ownLinkLength: 2000,
  /** A person's own fields of one item. */
  ownFieldsPerItem: 50,
  passwordLength: 256,
  /** `host:port` of another instance. */
  addressLength: 260,
  jsonBodyBytes: 1024 * 1024,
  jsonDepth: 32,
  batchBodyBytes: 8 * 1024 * 1024,
  valueBytes: 64 * 1024,
  keysPerItem: 1000,
  /** An item's canonical text, what it has seen and whether it is deleted not counted (sync-core, size.ts). A batch must be able to carry it. */
  itemBytes: 4 * 1024 * 1024,
  /** Runs of instances that may have written one item; a bound against flooding, far above what decades of restarts reach. */
  replicasPerItem: 10_000,
  /** A CSV or JSON file to import. */
  importBytes: 256 * 1024 * 1024,
  pageSize: 200,
  /** After so many days in the trash an item is deleted for good. */
  trashDays: 90,
} as const;
