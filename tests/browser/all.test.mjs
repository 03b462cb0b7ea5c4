import { after } from 'node:test';
import { close, launch } from './support/browser.mjs';

// One process and one browser for all specs: starting Chromium is the slow part.
await launch();
after(close);

await import('./specs/pages.mjs');
await import('./specs/explorer.mjs');
await import('./specs/screenshots.mjs');
