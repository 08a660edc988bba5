import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/client',
    // The page's policy forbids data: fonts, so every asset stays a file of its own.
    assetsInlineLimit: 0,
    // Light polyfills are inline-free already; every browser with CSS nesting preloads modules itself.
    modulePreload: { polyfill: false },
  },
  server: {
    // `vite dev` beside a running instance: the API is the instance's.
    proxy: { '/api': 'http://127.0.0.1:8080' },
  },
});
