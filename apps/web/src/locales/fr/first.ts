import common from './common.json' with { type: 'json' };
import detail from './detail.json' with { type: 'json' };
import fieldProblem from './field-problem.json' with { type: 'json' };
import form from './form.json' with { type: 'json' };
import health from './health.json' with { type: 'json' };
import inventory from './inventory.json' with { type: 'json' };
import item from './item.json' with { type: 'json' };
import problem from './problem.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import trash from './trash.json' with { type: 'json' };
import webApp from './web-app.json' with { type: 'json' };

/** What the inventory and the frame around every page say, in French; one file a part of the page. */
export default {
  common,
  shell,
  item,
  health,
  inventory,
  detail,
  form,
  webApp,
  trash,
  problem,
  fieldProblem,
};
