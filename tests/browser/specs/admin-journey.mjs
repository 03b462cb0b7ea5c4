/** The journey that the admin web is for: sign in, change a scheme, see it in the history. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { ownPartnership, ownScheme, partnerAdmin } from '../support/own.mjs';
import { api, newPerson, nextCode, password } from '../support/people.mjs';

/** How many clicks and keystrokes a status may take, from the password to the history. */
const MOST_STEPS = 12;

let place;

export function adminJourneySpec() {
  before(async () => {
    place = await ownPartnership('Journey Test Partnership');
  });

  test('a status is changed and seen in the history within 12 steps of the password', async () => {
    const { id, name } = await ownScheme(place, {
      name: 'Harbour watch',
      status: 'ACTIVE',
      leadAgency: 'essex-police',
    });
    const who = await newPerson('sergeant', { grant: partnerAdmin(place.slug, 'essex-police') });
    await withPage({}, async (page) => {
      const steps = stepsOn(page);
      await page.goto('/admin/');
      await page.getByLabel('Email address').fill(who.email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await steps.press('Enter');
      await page.getByLabel('Code from your authenticator app').waitFor();
      for (const digit of await nextCode(who)) await steps.press(digit);
      await steps.press('Enter');
      // On the home page, among the agency's own schemes.
      await steps.click(page.getByRole('link', { name, exact: true }).first());
      const status = page.getByLabel('Status');
      await steps.choose(status, 'Paused');
      await steps.click(page.getByRole('button', { name: 'Save status' }));
      await page.getByText('Status saved: Paused').waitFor();
      const changes = page.getByRole('region', { name: 'Recent changes' });
      await changes.getByText(`${who.name} changed status`).waitFor();
      console.log(`# status changed and seen beside the scheme: ${steps.count} steps`);
      assert.ok(steps.count <= MOST_STEPS, `${steps.count} steps`);

      await edit(page, name);
      await seeItAll(page);
    });
    const { node } = await api(
      who,
      'query ($id: ID!) { node(id: $id) { ... on Project { status leadPost } } }',
      { id },
    );
    assert.deepEqual(node, { status: 'PAUSED', leadPost: 'Harbour inspector' });
  });
}

/** Changes more of it than its status, with a reason. */
async function edit(page, name) {
  await page.getByRole('link', { name: `Edit ${name}`, exact: true }).click();
  await page.getByLabel('Lead post').fill('Harbour inspector');
  await page.getByLabel('Why are you making this change?').fill('The post is new');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Scheme saved').waitFor();
}

/** The whole history of the scheme is one click away: both changes, and why. */
async function seeItAll(page) {
  const changes = page.getByRole('region', { name: 'Recent changes' });
  await changes.getByRole('link', { name: /^All changes/ }).click();
  await page.getByRole('heading', { level: 1, name: /history/i }).waitFor();
  await page.getByText('Paused').first().waitFor();
  await page.getByText('Harbour inspector').first().waitFor();
  await page.getByText('The post is new').waitFor();
}

/** Counts what somebody does: each click, key and choice. */
function stepsOn(page) {
  const steps = {
    count: 0,
    async press(key) {
      steps.count += 1;
      await page.keyboard.press(key);
    },
    async click(locator) {
      steps.count += 1;
      await locator.click();
    },
    /** Opens the list, then chooses: two clicks. */
    async choose(locator, label) {
      steps.count += 2;
      await locator.selectOption({ label });
    },
  };
  return steps;
}
