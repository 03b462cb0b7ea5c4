import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withPage } from '../support/browser.mjs';
import { open, run } from '../support/explorer.mjs';
import { person, signedIn } from '../support/people.mjs';
import { schemeWithAStory } from '../support/story.mjs';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const skip = process.env.SCREENSHOTS === '1' ? false : 'set SCREENSHOTS=1 to write docs/images';

const plan = '/admin/p/safer-chelmsford';

const shots = {
  start: (page) => page.goto('/'),
  partnership: (page) => page.goto('/partnerships/safer-chelmsford'),
  explorer: async (page) => {
    await open(page);
    await run(page);
    await page.locator('.result-window').getByText('Essex Police').first().waitFor();
  },
};

/** Pages of the admin web: who looks, and where. The scheme is one with a story. */
const adminShots = {
  'admin-home': ['sergeant', () => '/admin/'],
  'admin-coordinator': ['coordinator', () => '/admin/'],
  'admin-scheme': ['sergeant', (scheme) => `${plan}/schemes/${scheme}`],
  'admin-history': ['auditor', (scheme) => `${plan}/schemes/${scheme}/history`],
  'admin-responsibilities': ['coordinator', () => `${plan}/responsibilities`],
  'admin-calendar': ['coordinator', () => `${plan}/calendar`],
};

export function screenshotsSpec() {
  for (const [name, [role, path]] of Object.entries(adminShots)) {
    test(`a picture of ${name} for the documentation`, { skip }, async () => {
      mkdirSync(folder, { recursive: true });
      const scheme = await schemeWithAStory();
      await withPage(signedIn(await person(role)), async (page) => {
        await page.goto(path(scheme));
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle');
        await page.screenshot({
          path: `${folder}${name}.png`,
          caret: 'hide',
          animations: 'disabled',
        });
      });
    });
  }
  for (const [name, prepare] of Object.entries(shots)) {
    test(`a picture of ${name} for the documentation`, { skip }, async () => {
      mkdirSync(folder, { recursive: true });
      await withPage({ colorScheme: 'light' }, async (page) => {
        await prepare(page);
        await page.screenshot({
          path: `${folder}${name}.png`,
          caret: 'hide',
          animations: 'disabled',
        });
      });
    });
  }
}
