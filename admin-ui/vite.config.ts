import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const modules = (path: string) => fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url));
const register = process.env.REGISTER_URL ?? 'http://127.0.0.1:8080';

// The admin web. The explorer is a second build, because each is served under
// its own path and its own content security policy.
export default defineConfig({
  base: '/admin/',
  publicDir: false,
  // Not the explorer's page, which has a configuration of its own.
  optimizeDeps: { entries: ['index.html'] },
  resolve: {
    alias: {
      // Where the style sheets of the two libraries find their pictures.
      '@govuk-assets': modules('govuk-frontend/dist/govuk/assets'),
      '@moj-assets': modules('@ministryofjustice/frontend/moj/assets'),
    },
  },
  build: {
    outDir: fileURLToPath(new URL('./dist/admin', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // scripts/size.mjs reads it to hold the first load to its budget.
    manifest: true,
    // Files, not data: URLs, so that the content security policy can stay narrow.
    assetsInlineLimit: 0,
    // Every browser that runs this target preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use client" means something to a server that renders React; here is none.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') {
          warn(warning);
        }
      },
    },
  },
  css: {
    // The GOV.UK sheets hold a rule that only Internet Explorer can read: it is left out.
    lightningcss: { errorRecovery: true },
    preprocessorOptions: {
      scss: {
        // The second is for the Ministry's sheets, which look for node_modules themselves.
        loadPaths: [modules(''), fileURLToPath(new URL('.', import.meta.url))],
        // Warnings about the style of other people's sheets help nobody here.
        quietDeps: true,
      },
    },
  },
  server: {
    // For `npm run dev` beside a running register.
    proxy: {
      // The register opens sockets for its own pages only: the proxy speaks as one of them.
      '/graphql': { target: register, ws: true, rewriteWsOrigin: true },
      '/export': register,
    },
  },
});
