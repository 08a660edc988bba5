import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** What the system says. */
type FileError = 'EIO' | 'ENOSPC' | 'EACCES' | 'EROFS';

/** Decides about the n-th call, from 1 on. @returns null: it goes well */
type Verdict = (n: number, call: string) => FileError | null;

const CALLS = ['mkdir', 'open', 'readFile', 'writeFile', 'readdir', 'rename', 'rm', 'stat', 'chmod'] as const;
const HANDLE_CALLS = ['writeFile', 'sync', 'read', 'write', 'stat'] as const;
const STREAM_CALLS = ['open', 'read', 'write'] as const;

// biome-ignore lint/suspicious/noExplicitAny: functions of all shapes are replaced by others of the same shape
type AnyFunction = (...args: any[]) => any;

/**
 * Makes calls to the file system fail that have to do with a folder, in this process, until the test ends or `heal` is called. What
 * SQLite does is not seen: it does not ask Node.
 */
export function failingFiles(folder: string, verdict: Verdict): { readonly calls: number; heal(): void } {
  let calls = 0;
  const descriptors = new Set<number>();
  const isOurs = (path: unknown) => typeof path === 'string' && path.startsWith(folder);
  const failure = (call: string): Error | null => {
    calls += 1;
    const code = verdict(calls, call);
    if (code === null) return null;
    return Object.assign(new Error(`${code}: it was made to fail, ${call}`), { code, syscall: call });
  };
  const undo: (() => void)[] = [];
  const replace = (target: object, name: string, by: (was: AnyFunction) => AnyFunction) => {
    const its = target as Record<string, AnyFunction>;
    const was = its[name];
    if (was === undefined) throw new Error(`there is no ${name}`);
    its[name] = by(was);
    undo.push(() => {
      its[name] = was;
    });
  };

  const watch = (handle: FileHandle): FileHandle => {
    for (const name of HANDLE_CALLS) {
      const was = handle[name].bind(handle) as AnyFunction;
      const failing = async (...args: unknown[]) => {
        const error = failure(name);
        if (error !== null) throw error;
        return was(...args);
      };
      Object.assign(handle, { [name]: failing });
    }
    return handle;
  };
  for (const name of CALLS) {
    replace(fs.promises, name, (was) => async (...args) => {
      if (!isOurs(args[0])) return was(...args);
      const error = failure(name);
      if (error !== null) throw error;
      const result = await was(...args);
      return name === 'open' ? watch(result) : result;
    });
  }
  // Streams call these, with a callback at the end.
  for (const name of STREAM_CALLS) {
    replace(fs, name, (was) => (...args) => {
      const done = args.at(-1) as AnyFunction;
      if (name === 'open' ? !isOurs(args[0]) : !descriptors.has(args[0])) return was(...args);
      const error = failure(name);
      if (error !== null) return process.nextTick(done, error);
      if (name !== 'open') return was(...args);
      return was(...args.slice(0, -1), (problem: Error | null, fd: number) => {
        if (problem === null) descriptors.add(fd);
        done(problem, fd);
      });
    });
  }
  syncBuiltinESMExports();
  const heal = () => {
    for (const back of undo.splice(0).reverse()) back();
    syncBuiltinESMExports();
  };
  onTestFinished(heal);
  return {
    get calls() {
      return calls;
    },
    heal,
  };
}
