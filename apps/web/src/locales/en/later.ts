import access from './access.json' with { type: 'json' };
import apiDocs from './api-docs.json' with { type: 'json' };
import backup from './backup.json' with { type: 'json' };
import conflicts from './conflicts.json' with { type: 'json' };
import dashboard from './dashboard.json' with { type: 'json' };
import differences from './differences.json' with { type: 'json' };
import doctor from './doctor.json' with { type: 'json' };
import firstStart from './first-start.json' with { type: 'json' };
import held from './held.json' with { type: 'json' };
import importing from './import.json' with { type: 'json' };
import labels from './labels.json' with { type: 'json' };
import pairing from './pairing.json' with { type: 'json' };
import print from './print.json' with { type: 'json' };
import samples from './samples.json' with { type: 'json' };
import scan from './scan.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import sync from './sync.json' with { type: 'json' };

/** What all else says, in English: fetched after the first view, and before any other page. */
export default {
  import: importing,
  labels,
  print,
  scan,
  dashboard,
  firstStart,
  samples,
  settings,
  backup,
  sync,
  access,
  pairing,
  doctor,
  held,
  conflicts,
  differences,
  apiDocs,
};
