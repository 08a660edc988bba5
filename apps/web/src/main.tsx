import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/bricolage-grotesque/wght.css';
import '@mantine/core/styles.layer.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { connectEvents } from './lib/events.js';
import { startI18n } from './lib/i18n.js';
import { shareStyleNonce } from './lib/nonce.js';
import { createQueryClient } from './lib/query-client.js';

shareStyleNonce();
const queryClient = createQueryClient();
await startI18n();
connectEvents(queryClient);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} />
  </StrictMode>,
);
