/** A route as a router lists it, with a path that can be called. */
export interface Route {
  /** `METHOD /path/:id` */
  readonly key: string;
  readonly method: string;
  readonly path: string;
}

/** Values for the parameters of paths: by the part before them. */
export type Ids = Readonly<Record<string, string>>;

/** The calls among a router's entries, each once. @param ids e.g. `{items: <id>}` for `/items/:id` */
export function callsOf(entries: readonly { method: string; path: string }[], ids: Ids): Route[] {
  const keys = new Set(entries.map(({ method, path }) => `${method} ${path}`));
  return [...keys]
    .filter((key) => !key.startsWith('ALL '))
    .map((key) => {
      const [method = '', pattern = ''] = key.split(' ');
      return { key, method, path: pathOf(pattern, ids) };
    });
}

/** Entries for all methods: middlewares, and what catches the rest. */
export function catchAllsOf(entries: readonly { method: string; path: string }[]): string[] {
  const keys = entries.map(({ method, path }) => `${method} ${path}`);
  return [...new Set(keys)].filter((key) => key.startsWith('ALL '));
}

function pathOf(pattern: string, ids: Ids): string {
  return pattern
    .replace(/\/\*$/, '/')
    .replace(/([\w-]+)\/:\w+/g, (_, before: string) => `${before}/${ids[before] ?? 'x'}`);
}
