/**
 * The three functions of the Reflect metadata proposal that @peculiar/x509's container (tsyringe) calls. It refuses to load
 * without them; a full polyfill package would be a dependency for these lines. Does nothing when a polyfill is there already.
 */
type Metadata = Map<unknown, unknown>;

interface MetadataFunctions {
  defineMetadata(key: unknown, value: unknown, target: object): void;
  getOwnMetadata(key: unknown, target: object): unknown;
  getMetadata(key: unknown, target: object): unknown;
}

const metadata = new WeakMap<object, Metadata>();

const functions: MetadataFunctions = {
  defineMetadata(key, value, target) {
    const own = metadata.get(target) ?? new Map<unknown, unknown>();
    metadata.set(target, own.set(key, value));
  },
  getOwnMetadata(key, target) {
    return metadata.get(target)?.get(key);
  },
  getMetadata(key, target) {
    for (let at: object | null = target; at !== null; at = Reflect.getPrototypeOf(at)) {
      const own = metadata.get(at);
      if (own?.has(key)) return own.get(key);
    }
    return undefined;
  },
};

if (!('getMetadata' in Reflect)) Object.assign(Reflect, functions);
