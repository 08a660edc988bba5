const WORKER = '/sw.js';
/** What the worker keeps it fetches at once, so it waits until the first page has what it needs. */
const PATIENCE_MS = 3000;

let registration: Promise<ServiceWorkerRegistration | null> | null = null;

/**
 * Lets the browser keep the page's files, and a page that stands in when the server is stopped. Browsers offer this on this computer
 * and over https; elsewhere, and under `vite dev`, there is none.
 */
function register(): Promise<ServiceWorkerRegistration | null> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return Promise.resolve(null);
  registration ??= firstViewIsThere()
    .then(() => navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' }))
    // Switched off in the browser's settings: then the page works as it did before there was one.
    .catch(() => null);
  return registration;
}

async function firstViewIsThere(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

/** Asks the server for a newer worker, which it has after an upgrade. */
export async function checkForUpdate(): Promise<void> {
  // The server may have gone again.
  await (await register())?.update().catch(() => undefined);
}

/**
 * @returns whether this page is older than the files that the browser keeps: each build's worker keeps that build's files, and the
 * page's own script has a hash in its name
 */
async function isPageOutdated(): Promise<boolean> {
  // Without a worker nothing is kept, which says nothing about the page.
  if (!navigator.serviceWorker?.controller) return false;
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script !== null && (await caches.match(script.src, { ignoreVary: true })) === undefined;
}

/**
 * Watches for workers that take over. The first one, and one that came with a page as new as itself, are no news.
 * @param onOutdated called when the page on the screen is of an older build
 * @returns a function that ends the watch
 */
export function watchForNewVersion(onOutdated: () => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const workers = navigator.serviceWorker;
  const look = () => void isPageOutdated().then((isOutdated) => isOutdated && onOutdated());
  const onChange = () => {
    const worker = workers.controller;
    // Only once active has it thrown out what it does not keep.
    if (worker === null || worker.state === 'activated') look();
    else
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') look();
      });
  };
  workers.addEventListener('controllerchange', onChange);
  return () => workers.removeEventListener('controllerchange', onChange);
}

/**
 * A part of an outdated page that was not fetched in time is gone from the server and from the browser: then the page is loaded
 * anew at once, for its address and the drafts of its forms bring everything back.
 */
export function reloadWhenPartsAreGone(): void {
  window.addEventListener('vite:preloadError', () => {
    void isPageOutdated().then((isOutdated) => isOutdated && location.reload());
  });
}
