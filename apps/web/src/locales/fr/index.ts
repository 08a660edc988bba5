import common from './common.json' with { type: 'json' };
import dashboard from './dashboard.json' with { type: 'json' };
import detail from './detail.json' with { type: 'json' };
import fieldProblem from './field-problem.json' with { type: 'json' };
import firstStart from './first-start.json' with { type: 'json' };
import form from './form.json' with { type: 'json' };
import health from './health.json' with { type: 'json' };
import importing from './import.json' with { type: 'json' };
import inventory from './inventory.json' with { type: 'json' };
import item from './item.json' with { type: 'json' };
import labels from './labels.json' with { type: 'json' };
import pairing from './pairing.json' with { type: 'json' };
import print from './print.json' with { type: 'json' };
import problem from './problem.json' with { type: 'json' };
import samples from './samples.json' with { type: 'json' };
import scan from './scan.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import sync from './sync.json' with { type: 'json' };
import trash from './trash.json' with { type: 'json' };
import webApp from './web-app.json' with { type: 'json' };

/** The page's texts in French, one file a part of the page. */
export default {
  common,
  shell,
  item,
  health,
  inventory,
  detail,
  form,
  import: importing,
  labels,
  print,
  scan,
  dashboard,
  firstStart,
  samples,
  webApp,
  settings,
  sync,
  pairing,
  trash,
  problem,
  fieldProblem,
};
