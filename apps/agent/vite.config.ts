import { staffApp } from '@latchkey/ui/vite';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Installable; the shell opens without a network, and everything that is news comes from the network only. */
const pwa = VitePWA({
  registerType: 'autoUpdate',
  injectRegister: 'script-defer',
  includeAssets: ['icon.svg', 'apple-touch-icon.png'],
  manifest: {
    name: 'Latchkey 值守台',
    short_name: '值守台',
    lang: 'zh-CN',
    start_url: '/agent/',
    scope: '/agent/',
    display: 'standalone',
    background_color: '#0f1513',
    theme_color: '#0f2620',
    id: '/agent/',
    icons: [
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg}'],
    globIgnores: ['notifications.js'],
    importScripts: ['notifications.js'],
    cleanupOutdatedCaches: true,
    navigateFallback: '/agent/index.html',
    navigateFallbackDenylist: [/^\/api\//, /^\/media\//, /^\/ws/],
    maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
  },
});

export default defineConfig(staffApp('agent', [pwa]));
