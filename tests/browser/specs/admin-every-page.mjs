import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import axe from 'axe-core';
import { looks, rules } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { person, signedIn } from '../support/people.mjs';
import { everyRecord } from '../support/plan.mjs';

// admin-ui's tests hold this list to the routes, so no page can be forgotten here.
const list = new URL('../../../admin-ui/src/routes.snap.txt', import.meta.url);
const patterns = readFileSync(list, 'utf8')
  .trim()
  .split('\n')
  .filter((pattern) => !process.env.PAGES || pattern.includes(process.env.PAGES));

/** Who opens a page: nobody, where one is not signed in yet; administrators, where only they may. */
const open =
  /^\/(sign-in|set-up|accept-invitation|forgot-password|reset-password|help|accessibility)/;
const administrators =
  /^\/(partnerships|agencies\/new|agencies\/:id\/(edit|successions)|successions|people\/:id\/history)/;

const other = {
  ':slug': () => 'safer-chelmsford',
  ':role': () => 'coordinator',
  ':deed': () => 'disable',
  ':day': () => '2021-09-01',
  ':moment': () => new Date().toISOString(),
};

async function address(pattern) {
  const records = await everyRecord();
  const parts = pattern.split('/');
  return parts
    .map((part, index) => {
      if (!part.startsWith(':')) return part;
      // Only a draft can be published.
      const noun = pattern.endsWith('/publish') ? 'draft' : parts[index - 1];
      const value = other[part]?.() ?? records[noun];
      assert.ok(value, `${pattern}: nothing to put for ${part}; add it to support/plan.mjs`);
      return encodeURIComponent(value);
    })
    .join('/');
}

async function session(pattern) {
  if (open.test(pattern)) return {};
  return signedIn(await person(administrators.test(pattern) ? 'admin' : 'coordinator'));
}

/** Opens the page and waits until nothing of it is still loading. */
async function arrive(page, path) {
  await page.goto(`/admin${path}`);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

export function adminEveryPageSpec() {
  for (const pattern of patterns) {
    test(`/admin${pattern} opens without an error, and is accessible`, async () => {
      await withPage(await session(pattern), async (page) => {
        await arrive(page, await address(pattern));
        const title = await page.locator('h1').textContent();
        assert.doesNotMatch(title, /not found|could not be shown/i, page.url());
        assert.equal(await page.locator('h1').count(), 1);
        assert.match(await page.title(), / – Partnership Register$/);
        await page.evaluate(axe.source);
        for (const { name, options } of looks) {
          await page.setViewportSize(options.viewport);
          await page.emulateMedia({ forcedColors: options.forcedColors });
          assert.deepEqual(await breaches(page), [], name);
          await fits(page, name);
        }
        // Between the looks: a tablet, and a laptop at 125 %.
        for (const width of [700, 1024, 1100]) {
          await page.setViewportSize({ width, height: 800 });
          await fits(page, `${width} px`);
        }
      });
    });
  }
}

/** Fails when the page scrolls sideways. */
async function fits(page, look) {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
}

/** What axe finds on the page as it is now. */
async function breaches(page) {
  const results = await page.evaluate((given) => globalThis.axe.run(given), rules);
  assert.ok(results.passes.length > 0, 'axe looked at nothing');
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
