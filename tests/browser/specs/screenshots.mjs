import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withPage } from '../support/browser.mjs';
import { open, run } from '../support/explorer.mjs';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const skip = process.env.SCREENSHOTS === '1' ? false : 'set SCREENSHOTS=1 to write docs/images';

const shots = {
  start: (page) => page.goto('/'),
  partnership: (page) => page.goto('/partnerships/safer-chelmsford'),
  explorer: async (page) => {
    await open(page);
    await run(page);
    await page.locator('.result-window').getByText('Essex Police').first().waitFor();
  },
};

export function screenshotsSpec() {
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
