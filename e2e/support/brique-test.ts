import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { BriqueProcess } from './brique-process.js';
import { freePorts } from './free-ports.js';
import { InventoryPage } from './inventory-page.js';
import { PageWatch } from './page-watch.js';
import { SyncPage } from './sync-page.js';
import { type Language, Words } from './words.js';

/** One instance with a person at its page. */
export interface Instance {
  /** Nobody else on the network has it. */
  readonly name: string;
  readonly brique: BriqueProcess;
  /** `host:port` for other instances; only when `fixedPorts`. */
  readonly address: string;
  readonly page: Page;
  readonly watch: PageWatch;
  readonly words: Words;
  readonly inventory: InventoryPage;
  readonly sync: SyncPage;
}

interface Options {
  /** Whether the instances find each other by themselves. */
  discovery: boolean;
  /** Whether they synchronise without a click. */
  autoSync: boolean;
  /** Whether the clocks of their computers can be moved. */
  movesClock: boolean;
  /** Ports that can be typed as an address and kept over a restart; otherwise each instance takes free ones. */
  fixedPorts: boolean;
  /** Language of both pages. */
  language: Language;
}

interface Fixtures {
  start: (name: string) => Promise<Instance>;
  atelier: Instance;
  garage: Instance;
}

/**
 * A test with two running instances, `atelier` and `garage`, each with a browser of its own on its inventory. It fails also
 * when a page writes an error to the console, throws one, or breaks its own content security policy, and when an instance does
 * not stop cleanly.
 */
export const test = base.extend<Options & Fixtures>({
  discovery: [true, { option: true }],
  autoSync: [false, { option: true }],
  movesClock: [false, { option: true }],
  fixedPorts: [false, { option: true }],
  language: ['en', { option: true }],

  start: async ({ browser, discovery, autoSync, movesClock, fixedPorts, language }, use, testInfo) => {
    const instances: Instance[] = [];
    const contexts: BrowserContext[] = [];
    const processes: BriqueProcess[] = [];
    const start = async (name: string): Promise<Instance> => {
      const ports = fixedPorts ? await freePorts() : undefined;
      const brique = await BriqueProcess.start({
        ...{ name, discovery, autoSync, movesClock },
        ...(ports && { ports }),
      });
      processes.push(brique);
      const context = await browser.newContext({ baseURL: brique.url });
      contexts.push(context);
      const page = await context.newPage();
      const words = new Words(language);
      const instance = {
        ...{ name, brique, page, words, address: `127.0.0.1:${ports?.gossip}` },
        watch: new PageWatch(page, name),
        inventory: new InventoryPage(page, words),
        sync: new SyncPage(page, words),
      };
      await page.goto('/inventory');
      instances.push(instance);
      return instance;
    };

    await use(start);

    const faults = instances.flatMap(({ watch }) => watch.faults());
    const failed = testInfo.status !== testInfo.expectedStatus;
    // Asked to stop while the pages are still open, as it happens in life.
    if (!failed) faults.push(...(await Promise.all(processes.map(faultOfStop))).flat());
    await Promise.allSettled(contexts.map((context) => context.close()));
    for (const brique of processes) {
      if (failed) await testInfo.attach(`${brique.options.name}.log`, { body: brique.log });
      await brique.dispose();
    }
    if (faults.length > 0) throw new Error(`Not all is well:\n${faults.join('\n')}`);
  },

  atelier: async ({ start }, use) => use(await start(uniqueName('Atelier'))),
  garage: async ({ start }, use) => use(await start(uniqueName('Garage'))),
});

export { expect } from '@playwright/test';

/** Other instances may run on this network, other tests among them. */
function uniqueName(name: string): string {
  return `${name}-${randomBytes(3).toString('hex')}`;
}

async function faultOfStop(brique: BriqueProcess): Promise<string[]> {
  const code = await brique.stop();
  return code === 0 ? [] : [`${brique.options.name} ended with ${code ?? 'a kill'} when asked to stop`];
}
