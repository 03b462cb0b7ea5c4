import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { watchFrames } from '../support/frames.mjs';
import { enter, tabTo, typeInto } from '../support/keyboard.mjs';
import { manySchemes, ownPartnership, ownScheme } from '../support/own.mjs';
import { api, signedIn } from '../support/people.mjs';

let place;
const at = (path) => `/admin/p/${place.slug}${path}`;

/** Schemes: what a partner admin does with their own, and cannot do with another's. */
export function adminSchemesSpec() {
  before(async () => {
    place = await ownPartnership('Schemes Test Partnership');
  });

  test('a partner admin keeps a scheme true by keyboard only', async () => {
    const { name } = await ownScheme(place, {
      name: 'Quayside lighting',
      leadAgency: 'essex-police',
    });
    await withPage(signedIn(place.sergeant), async (page) => {
      await page.goto(at('/schemes'));
      await typeInto(page, page.getByLabel('Search'), 'quayside');
      await page.getByText('1 scheme found').waitFor();
      await enter(page, page.getByRole('link', { name, exact: true }));
      await page.getByRole('heading', { level: 1, name }).waitFor();

      await tabTo(page, page.getByLabel('Status'));
      await page.keyboard.type('Act');
      await enter(page, page.getByRole('button', { name: 'Save status' }));
      await page.getByText('Status saved: Active').waitFor();

      await enter(page, page.getByRole('link', { name: 'Post progress' }));
      await tabTo(page, page.getByLabel('Green'));
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      assert.ok(await page.getByLabel('Amber').isChecked());
      await typeInto(page, page.getByLabel('What is there to say?'), 'Half the lamps are up.');
      await page.keyboard.press('Tab');
      await enter(page, page.getByRole('button', { name: 'Post progress' }));
      await page.getByText('Progress posted').waitFor();
      await page.getByText('Half the lamps are up.').waitFor();

      await enter(page, page.getByRole('link', { name: `Edit ${name}`, exact: true }));
      await page.getByRole('heading', { level: 1, name: `Edit ${name}` }).waitFor();
      await tabTo(page, page.getByRole('combobox', { name: 'Partner agencies' }));
      await page.keyboard.type('chelmsford');
      await page.getByRole('option', { name: 'Chelmsford City Council' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Remove Chelmsford City Council' }).waitFor();
      await typeInto(page, page.getByLabel('Why are you making this change?'), 'They joined');
      await page.keyboard.press('Enter');
      await page.getByText('Scheme saved').waitFor();
      await page.getByRole('link', { name: 'Chelmsford City Council' }).waitFor();
      await page.getByText('Why: They joined').waitFor();
    });
  });

  test('a status is saved at 400 % zoom, and what has the focus is in sight', async () => {
    const { id } = await ownScheme(place, { name: 'Ferry patrol', leadAgency: 'essex-police' });
    // A window of 1280 by 1024 pixels, four times enlarged.
    const enlarged = { viewport: { width: 320, height: 256 } };
    await withPage({ ...signedIn(place.sergeant), ...enlarged }, async (page) => {
      await page.goto(at(`/schemes/${id}`));
      const status = page.getByLabel('Status');
      await tabTo(page, status);
      assert.ok(await isInSight(status));
      await page.keyboard.type('Act');
      const save = page.getByRole('button', { name: 'Save status' });
      await tabTo(page, save);
      assert.ok(await isInSight(save));
      await page.keyboard.press('Enter');
      const said = page.getByText('Status saved: Active');
      await said.waitFor();
      assert.ok(await isInSight(said));
    });
  });

  test('another agency’s scheme can be read, and neither edited nor forged', async () => {
    const scheme = await ownScheme(place, { name: 'Night patrols', leadAgency: 'essex-police' });
    const allowed = [/\/graphql/];
    await withPage({ ...signedIn(place.housing), allowed }, async (page) => {
      await page.goto(at(`/schemes/${scheme.id}`));
      await page.getByRole('heading', { level: 1, name: 'Night patrols' }).waitFor();
      await page.getByText('No priority').or(page.getByText('There is no strategy')).waitFor();
      for (const name of ['Save status', 'Archive this scheme', 'Nothing has changed']) {
        assert.equal(await page.getByRole('button', { name }).count(), 0, name);
      }
      for (const name of [/^Edit/, 'Post progress', 'Add an action']) {
        assert.equal(await page.getByRole('link', { name }).count(), 0, String(name));
      }
      for (const [path, title] of [
        [`/schemes/${scheme.id}/edit`, 'You cannot edit Night patrols'],
        [`/schemes/${scheme.id}/progress`, 'You cannot post progress on Night patrols'],
      ]) {
        await page.goto(at(path));
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        assert.equal(await page.locator('main form').count(), 0);
      }
      const answer = await page.evaluate(forge, { id: scheme.id, version: scheme.version });
      assert.equal(answer.errors[0].extensions.code, 'FORBIDDEN');
    });
    const { node } = await api(
      place.coordinator,
      'query ($id: ID!) { node(id: $id) { ... on Project { version status } } }',
      { id: scheme.id },
    );
    assert.deepEqual(node, { version: scheme.version, status: 'NOT_STATED' });
  });

  test('a scheme that nobody leads is claimed, and put away and brought back', async () => {
    const { id } = await ownScheme(place, { name: 'Lost and found' });
    await withPage(signedIn(place.sergeant), async (page) => {
      await page.goto(at(`/schemes/${id}`));
      await page.getByRole('heading', { name: 'Is this one yours?' }).waitFor();
      await page.getByRole('button', { name: 'Essex Police leads it' }).click();
      await page.getByText('Essex Police now leads this scheme.').waitFor();
      await page.getByRole('button', { name: 'Archive this scheme' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Archive' }).click();
      await dialog.getByText('Say why you archive this scheme').first().waitFor();
      await dialog.getByLabel('Why are you making this change?').fill('It has ended');
      await dialog.getByRole('button', { name: 'Archive' }).click();
      await page.getByText('Lost and found: archived').waitFor();
      await page.getByRole('heading', { level: 1, name: 'Projects and schemes' }).waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText('Lost and found: taken out of the archive').waitFor();
      await page.getByRole('link', { name: 'Lost and found' }).waitFor();
    });
  });

  test('500 schemes are searched while one types, and fit on a phone', async () => {
    const many = await ownPartnership('Many Schemes Partnership');
    await manySchemes(many, 500);
    await withPage(signedIn(many.coordinator), async (page) => {
      const asked = [];
      page.on('request', (request) => {
        if (request.postData()?.includes('SchemesPage_Schemes')) asked.push(request);
      });
      await page.goto(`/admin/p/${many.slug}/schemes`);
      await page.getByText('500 schemes').waitFor();
      assert.equal(await page.locator('tbody tr').count(), 25);
      const search = page.getByLabel('Search');
      await search.focus();
      await page.evaluate(watchFrames);
      const before = asked.length;
      await page.keyboard.type('neighbourhood scheme number 437', { delay: 25 });
      const slowest = await page.evaluate(() => globalThis.slowestFrame());
      await page.getByText('1 scheme found').waitFor();
      await page.getByRole('link', { name: /number 437/ }).waitFor();
      console.log(`# 31 letters: ${asked.length - before} requests, slowest frame ${slowest} ms`);
      assert.ok(asked.length - before <= 6, `asked ${asked.length - before} times`);
      assert.ok(slowest < 250, `a frame took ${slowest} ms`);

      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByText('500 schemes').waitFor();
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download all schemes (CSV)' }).click();
      const download = await downloading;
      assert.equal(download.suggestedFilename(), 'projects.csv');
      const table = readFileSync(await download.path(), 'utf8');
      assert.equal(table.trim().split('\n').length, 501);
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByRole('link', { name: 'Previous page' }).waitFor();
      await page.setViewportSize({ width: 320, height: 800 });
      await page.getByRole('button', { name: 'Show filters' }).click();
      await page.getByLabel('Search').waitFor();
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      assert.equal(tooWide, false);
    });
  });
}

/** Whether all of an element is inside the window, and nothing lies over its middle. */
function isInSight(locator) {
  return locator.evaluate((element) => {
    const { top, right, bottom, left } = element.getBoundingClientRect();
    const fits = top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight;
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return fits && element.contains(above);
  });
}

/** Sends, from the page itself and with its session, what no page offers. */
async function forge(input) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-register-csrf': '1' },
    body: JSON.stringify({
      query: `mutation ($input: UpdateProjectInput!) {
        updateProject(input: $input) { errors { message } }
      }`,
      variables: { input: { ...input, status: 'CANCELLED' } },
    }),
  });
  return answer.json();
}
