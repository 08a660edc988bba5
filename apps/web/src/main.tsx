import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/bricolage-grotesque/wght.css';
import './app/mantine.css';
import './app/global.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { createAppRouter } from './app/router.js';
import { connectEvents } from './lib/events.js';
import { laterTexts, startI18n } from './lib/i18n.js';
import { shareStyleNonce } from './lib/nonce.js';
import { createQueryClient } from './lib/query-client.js';

shareStyleNonce();
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

// Not awaited at the top: parts of the page that import this one would wait for it, and it for them.
async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  // The page's part and its texts come together, not one after the other.
  await Promise.all([startI18n(), router.load()]);
  connectEvents(queryClient);
  // In small steps, between which the browser takes a click or a key.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App queryClient={queryClient} router={router} />
      </StrictMode>,
    ),
  );
  await laterTexts();
}

void start();
