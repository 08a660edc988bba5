import { join, resolve } from 'node:path';
import { knexConfig } from './apps/server/dist/adapters/store/database.js';
import { DATABASE_FILE } from './apps/server/dist/adapters/store/database-file.js';

/**
 * For `npm run knex -- migrate:status` and the like, on the built server's own migrations (`npm run build` first). The
 * server migrates by itself at each start.
 */
const dataDir = resolve(process.env.BRIQUE_DATA_DIR ?? '.brique');

export default knexConfig(join(dataDir, DATABASE_FILE));
