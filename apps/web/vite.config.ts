import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { checkComponentStyles } from './check-component-styles.js';

export default defineConfig({
  plugins: [
    react(),
    checkComponentStyles(),
    VitePWA({
      // The page registers it by itself, late; the manifests are files in `public`, one a language.
      injectRegister: false,
      manifest: false,
      workbox: {
        // A new worker takes over at once: pages come from the server anyway, so it can make none stale.
        skipWaiting: true,
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        // What an open page may still ask for, and what stands in for one, when the server is stopped. Never index.html, whose nonce is
        // of one answer, and nothing of the API.
        globPatterns: ['assets/**/*', 'offline.*', 'color-scheme.js', 'brique.svg'],
        // Their names hold a hash of their content.
        dontCacheBustURLsMatching: /^assets\//,
        navigateFallback: null,
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) =>
              request.mode === 'navigate' && !url.pathname.startsWith('/api/v1/'),
            handler: 'NetworkOnly',
            options: { precacheFallback: { fallbackURL: '/offline.html' } },
          },
        ],
      },
    }),
  ],
  build: {
    outDir: 'dist/client',
    // The server reads from it what belongs to a page.
    manifest: true,
    // The page's policy forbids data: fonts, so every asset stays a file of its own.
    assetsInlineLimit: 0,
    // Light polyfills are inline-free already; every browser with CSS nesting preloads modules itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs, in one piece: it compresses better and costs one request.
            { name: 'first', tags: ['$initial'], priority: 2 },
            // Likewise what the list of the inventory needs beside it, which was 33 small files.
            { name: 'inventory', test: /inventory\/components\/inventory-page\./, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    // `vite dev` beside a running instance: the API is the instance's.
    proxy: { '/api': 'http://127.0.0.1:8080' },
  },
});
