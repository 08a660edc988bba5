/** How often the fuzz tests try each endpoint: little within `npm test`, as `npm run test:attack` says otherwise. */
export const EFFORT = {
  bodies: Number(process.env.BRIQUE_ATTACK_BODIES ?? 60),
  headers: Number(process.env.BRIQUE_ATTACK_HEADERS ?? 30),
  /** The same tries each time within `npm test`. */
  seed: Number(process.env.BRIQUE_ATTACK_SEED ?? 4),
  timeoutMs: 20 * 60_000,
};
