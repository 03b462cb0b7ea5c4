import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// The explorer and the admin web are two builds, because each is served under
// its own path and its own content security policy.
export default defineConfig({
  root: fileURLToPath(new URL('./src/explorer', import.meta.url)),
  base: '/explorer/',
  build: {
    outDir: fileURLToPath(new URL('./dist/explorer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Files, not data: URLs, so that the content security policy can stay narrow.
    assetsInlineLimit: 0,
    // Every browser that runs this target preloads modules by itself.
    modulePreload: { polyfill: false },
    // Monaco is one large piece that only this page loads.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use client" means something to a server that renders React; here is none.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') {
          warn(warning);
        }
      },
    },
  },
  server: {
    // For `npm run dev:explorer` beside a running register.
    proxy: { '/graphql': process.env.REGISTER_URL ?? 'http://127.0.0.1:8080' },
  },
});
