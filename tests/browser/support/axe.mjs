import axe from 'axe-core';
import { withPage } from './browser.mjs';

/** How each page is looked at: narrow and wide, in usual and in forced colours. */
export const looks = [320, 1280].flatMap((width) =>
  ['none', 'active'].map((forcedColors) => ({
    name: `${width} px${forcedColors === 'active' ? ', forced colours' : ''}`,
    options: { viewport: { width, height: 800 }, forcedColors },
  })),
);

export const rules = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
};

/**
 * What axe finds on a page: rule to the elements that break it.
 *
 * axe has to be let past the page's content security policy, so these contexts
 * ignore it; that the pages keep to it is tested in contexts that do not.
 */
export async function violations(path, look, ready = async () => {}) {
  let found;
  await withPage({ ...look.options, bypassCSP: true }, async (page) => {
    await page.goto(path);
    await ready(page);
    found = await faults(page);
  });
  return found;
}

/**
 * What axe finds on a page that is open, in every look: look and rule to the
 * elements that break it; and where the page scrolls sideways. For pages of
 * people who are signed in: `asPerson(role, { bypassCSP: true }, ...)`.
 */
export async function violationsInEveryLook(page) {
  const found = {};
  const before = page.viewportSize();
  for (const { name, options } of looks) {
    await page.setViewportSize(options.viewport);
    await page.emulateMedia({ forcedColors: options.forcedColors });
    const here = await faults(page);
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    if (wide > 0) here.sideways = [`${wide} px`];
    if (Object.keys(here).length > 0) found[name] = here;
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ forcedColors: 'none' });
  return found;
}

async function faults(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const results = await page.evaluate((options) => globalThis.axe.run(options), rules);
  if (results.passes.length === 0) throw new Error('axe looked at nothing.');
  return Object.fromEntries(
    results.violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ target }) => target.join(' ')).sort(),
    ]),
  );
}
