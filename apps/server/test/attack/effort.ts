/** How much is tried: little within `npm test`, as `npm run test:attack` says otherwise. */
export const EFFORT = {
  bodies: Number(process.env.BRIQUE_ATTACK_BODIES ?? 60),
  headers: Number(process.env.BRIQUE_ATTACK_HEADERS ?? 30),
  /** Forged announcements, and requests for approval, each of another certificate. */
  announcements: Number(process.env.BRIQUE_ATTACK_ANNOUNCEMENTS ?? 1000),
  requests: Number(process.env.BRIQUE_ATTACK_REQUESTS ?? 40),
  /** The same tries each time within `npm test`. */
  seed: Number(process.env.BRIQUE_ATTACK_SEED ?? 4),
  timeoutMs: 20 * 60_000,
};
