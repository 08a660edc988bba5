import { SHORT_ID_LENGTH, shortId } from '@brique/shared';
import { createContext, useContext } from 'react';

/** An instance this one knows by name. */
export interface KnownInstance {
  id: string;
  name: string;
  isSelf: boolean;
}

/** The instances with names; filled by the app, so that features need not know where names come from. */
export const KnownInstancesContext = createContext<readonly KnownInstance[]>([]);

/** How an instance is called on screen. */
export interface InstanceLabel {
  /** Its name, or its short id when it has none here. */
  label: string;
  isSelf: boolean;
}

/**
 * @param known instances with names
 * @param id full instance id or its first characters
 */
export function labelInstance(known: readonly KnownInstance[], id: string): InstanceLabel {
  const prefix = id.slice(0, SHORT_ID_LENGTH);
  const match = known.find((instance) => instance.id.startsWith(prefix));
  return { label: match?.name || shortId(id), isSelf: match?.isSelf ?? false };
}

/**
 * Anyone may give an instance any name; only the identity tells two of one name apart.
 * @returns whether an instance of another identity is called the same, whatever the case and the spaces
 */
export function sharesName(known: readonly KnownInstance[], id: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return known.some((other) => other.id !== id && plain(other.name) === plain(name));
}

/** @returns whether another instance that is known here is called the same */
export function useSharesName(id: string, name: string): boolean {
  return sharesName(useContext(KnownInstancesContext), id, name);
}

/** @returns the name of this instance; undefined until known */
export function useSelfName(): string | undefined {
  return useContext(KnownInstancesContext).find(({ isSelf }) => isSelf)?.name;
}

/** @returns a function that names the instance of an id or of its first characters */
export function useInstanceLabel(): (id: string) => InstanceLabel {
  const known = useContext(KnownInstancesContext);
  return (id) => labelInstance(known, id);
}
