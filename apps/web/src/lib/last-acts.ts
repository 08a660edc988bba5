/** Takes an act back and says so. @returns whether it did */
type Undo = () => Promise<boolean>;

/** The server keeps as many. */
const KEPT = 20;
let acts: Undo[] = [];

/** Remembers how to take back what was just done. @returns the same, forgotten once it was used */
export function rememberAct(undo: Undo): Undo {
  const once: Undo = () => {
    acts = acts.filter((act) => act !== once);
    return undo();
  };
  acts = [...acts, once].slice(-KEPT);
  return once;
}

/** Takes the last act back. @returns null when there is none */
export function undoLastAct(): Promise<boolean> | null {
  return acts.at(-1)?.() ?? null;
}
