// Opens a data folder, which brings its database up to date; says so, and closes it again.
//   node opening.mjs <data folder>
import { writeSync } from 'node:fs';
import { openDatabase } from '../../dist/adapters/store/database.js';

writeSync(1, 'begin\n');
const database = await openDatabase(process.argv[2] ?? '');
writeSync(1, 'done\n');
await database.close();
