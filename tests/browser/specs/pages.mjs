import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, violations } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { policyOf } from '../support/csp.mjs';

const pages = [
  { path: '/', shows: ['Safer Chelmsford'] },
  {
    path: '/partnerships/safer-chelmsford',
    shows: ['Safer Chelmsford Partnership', 'Essex Police', 'Purple Flag Accreditation'],
  },
];

export function pagesSpec() {
  for (const { path, shows } of pages) {
    test(`${path} shows what it is for`, async () => {
      await withPage({}, async (page) => {
        const response = await page.goto(path);
        assert.equal(response.status(), 200);
        assert.equal(await page.locator('h1').count(), 1);
        assert.equal(await page.locator('html').getAttribute('lang'), 'en-GB');
        assert.notEqual(await page.title(), '');
        for (const words of shows) {
          await page.getByText(words).first().waitFor();
        }
      });
    });

    test(`${path} is readable without scripts`, async () => {
      await withPage({ javaScriptEnabled: false }, async (page) => {
        await page.goto(path);
        const html = await page.content();
        for (const words of shows) {
          assert.ok(html.includes(words), `“${words}” is not in the page`);
        }
      });
    });

    test(`${path} forbids inline code and foreign sources`, async () => {
      await withPage({}, async (page) => {
        const policy = policyOf(await page.goto(path));
        assert.ok(policy.has('default-src'), 'there is no default-src');
        const objects = policy.get('object-src') ?? policy.get('default-src');
        assert.deepEqual(objects, ["'none'"], 'object-src');
        for (const name of ['base-uri', 'frame-ancestors']) {
          assert.deepEqual(policy.get(name), ["'none'"], name);
        }
        for (const [name, sources] of policy) {
          for (const source of sources) {
            const allowed = ["'none'", "'self'", ...(name === 'img-src' ? ['data:'] : [])];
            assert.ok(allowed.includes(source), `${name} allows ${source}`);
          }
        }
      });
    });

    for (const look of looks) {
      test(`${path} is accessible at ${look.name}`, async () => {
        assert.deepEqual(await violations(path, look), {});
      });
    }

    test(`${path} does not scroll sideways at 320 px`, async () => {
      await withPage({ viewport: { width: 320, height: 800 } }, async (page) => {
        await page.goto(path);
        const wide = await page
          .locator('html')
          .evaluate((html) => html.scrollWidth - html.clientWidth);
        assert.equal(wide, 0);
      });
    });
  }
}
