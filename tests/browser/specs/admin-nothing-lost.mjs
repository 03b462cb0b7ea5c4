/** What somebody typed is chosen, said to be wrong, or kept: never dropped in silence. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { ownPartnership } from '../support/own.mjs';
import { asPerson, signedIn } from '../support/people.mjs';

let place;

export function adminNothingLostSpec() {
  before(async () => {
    place = await ownPartnership('Nothing Lost Partnership');
  });
  boxTests();
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

function boxTests() {
  test('a name that is typed and not chosen stops the form, and stays in its box', async () => {
    await asPerson('admin', { bypassCSP: true }, async (page) => {
      await page.goto('/admin/keys/new');
      await page.getByLabel('What the key is for').fill('Half a name');
      const box = page.getByLabel('Partnership (optional)');
      await box.fill('Nothing Lost Partner');
      await box.press('Enter');
      await heading(page, 'Make an API key');
      await page.getByRole('button', { name: 'Make the key' }).click();
      const said = 'Partnership holds “Nothing Lost Partner”, and nothing is chosen';
      await page.getByRole('alert').getByText(said).waitFor();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await box.inputValue(), 'Nothing Lost Partner');
      assert.equal(await box.getAttribute('aria-invalid'), 'true');
      assert.deepEqual(await violationsInEveryLook(page), {});
      // Typed in full, it is meant, whatever its capitals.
      await box.fill('nothing lost  partnership');
      await page.getByRole('button', { name: 'Make the key' }).click();
      await page.getByText('What is public, of Nothing Lost Partnership').waitFor();
    });
  });

  test('a name typed in full is chosen when its box is left', async () => {
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(`/admin/p/${place.slug}/schemes/new`);
      await page.getByLabel('Name', { exact: true }).fill('Led by name');
      await page.getByLabel('Lead agency').fill('essex police');
      await page.getByLabel('Lead agency').press('Tab');
      await page.getByRole('button', { name: 'Remove Essex Police' }).waitFor();
      await page.getByLabel('Lead agency').fill('Esex');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('alert').getByText('holds “Esex”').waitFor();
      await page.getByLabel('Lead agency').fill('');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await heading(page, 'Led by name');
      await page.getByText('Essex Police').first().waitFor();
    });
  });
}
