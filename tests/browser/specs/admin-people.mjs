/** Who else has an account, which roles they hold, and the keys of apps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { asPerson, newPerson } from '../support/people.mjs';

export function adminPeopleSpec() {
  peopleTests();
  keyTests();
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

function peopleTests() {
  test('somebody is invited by a link, accepts, and is given another role', async () => {
    const email = `invited.${Date.now()}@example.org`;
    let link;
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/people/new');
      await page.getByLabel('Their name').fill('Ingrid Invited');
      await page.getByLabel('Their email address').fill(email);
      await page.getByLabel('Contributor').check();
      await page.getByLabel('Agency', { exact: true }).fill('essex pol');
      await page.getByRole('option', { name: 'Essex Police' }).click();
      await page.getByLabel('Why are you').fill('New member of the team');
      await page.getByRole('button', { name: 'Invite' }).click();
      await heading(page, 'Pass this link on to Ingrid Invited');
      await page.getByText('Contributor for Essex Police, in Safer Chelmsford').waitFor();
      link = await page.locator('.register-copy__text').textContent();
      await page.getByRole('link', { name: 'Go on to Ingrid Invited' }).click();
      await page.getByText('Invited', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Grant a role' }).click();
      await page.getByLabel('Auditor').check();
      await page.getByLabel('Why are you').fill('Scrutiny for a year');
      await page.getByRole('button', { name: 'Grant the role' }).click();
      await page.getByText('it has ended').waitFor();
      await page.getByRole('link', { name: /^Take away Auditor/ }).click();
      await page.getByLabel('Why are you').fill('Granted by mistake');
      await page.getByRole('button', { name: 'Take the role away' }).click();
      await page.getByText('Role taken away').waitFor();
      await page.getByRole('button', { name: 'Send the invitation again' }).click();
      await heading(page, 'Pass this link on to Ingrid Invited');
      link = await page.locator('.register-copy__text').textContent();
    });
    const { pathname, hash } = new URL(link);
    await withPage({}, async (page) => {
      await page.goto(pathname + hash);
      await page.getByLabel('Password').fill('correct-tandem-gravel-owl');
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await heading(page, 'Set up an authenticator app');
    });
    await withPage({}, async (page) => {
      await page.goto(pathname + hash);
      await page.getByLabel('Password').fill('correct-tandem-gravel-owl');
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await page.getByText('This link no longer works').waitFor();
    });
  });

  test('an administrator finds somebody and disables the account', async () => {
    const who = await newPerson('contributor');
    await asPerson('admin', {}, async (page) => {
      await page.goto('/admin/people');
      await page.getByLabel('Search').fill(who.email);
      await page.getByText('1 person found').waitFor();
      await page.getByRole('link', { name: who.name }).click();
      await page.getByRole('link', { name: 'Reset the second factor' }).waitFor();
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Connie Tributor');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Account saved').waitFor();
      await heading(page, 'Connie Tributor');
      await page.getByRole('link', { name: 'Disable the account' }).click();
      await page.getByLabel('Why are you').fill('Left the agency');
      await page.getByRole('button', { name: 'Disable the account' }).click();
      await page.getByText('Account disabled').waitFor();
      await page.getByRole('link', { name: 'Enable the account' }).waitFor();
      await page.goto('/admin/people/sign-ins');
      await page.getByRole('cell', { name: 'Signed in' }).first().waitFor();
    });
  });

  test('an administrator erases somebody, and nothing of who they were is shown any more', async () => {
    const who = await newPerson('contributor');
    await asPerson('admin', { bypassCSP: true }, async (page) => {
      await page.goto(`/admin/people?q=${encodeURIComponent(who.email)}`);
      await page.getByLabel('Search').fill(who.email);
      await page.getByText('1 person found').waitFor();
      await page.getByRole('link', { name: who.name }).click();
      await page.getByRole('link', { name: 'Erase this person' }).click();
      await heading(page, 'Erase this person');
      await page.getByText('This cannot be undone, by anybody.').waitFor();
      assert.deepEqual(await violationsInEveryLook(page), {});
      await page.getByLabel('Why are you').fill(`${who.email} asked for it`);
      await page.getByRole('button', { name: 'Erase this person' }).click();
      await page.getByRole('link', { name: /names the person or their address/ }).waitFor();
      await page.getByLabel('Why are you').fill('Left, and asked for it');
      await page.getByRole('button', { name: 'Erase this person' }).click();
      await page.getByText('Person erased').waitFor();
      await page.getByText(/This person was erased on/).waitFor();
      await heading(page, /Erased person [0-9a-f]{6}$/);
      await page.getByText('Erased', { exact: true }).waitFor();
      assert.deepEqual(await violationsInEveryLook(page), {});
      assert.equal(await page.getByText(who.email).count(), 0);
      await page.getByRole('link', { name: 'History of this account' }).click();
      await page.getByText('erased the person').first().waitFor();
      await page.getByText('Reason: Left, and asked for it').first().waitFor();
      assert.equal((await page.content()).includes(who.email), false);
    });
  });

  test('a partner admin offers only what is theirs to offer', async () => {
    await asPerson('sergeant', {}, async (page) => {
      await page.goto('/admin/people/new');
      await heading(page, 'Invite somebody');
      assert.equal(await page.getByRole('radio').count(), 2);
      const agencies = await page
        .getByLabel('Agency', { exact: true })
        .getByRole('option')
        .allInnerTexts();
      assert.deepEqual(agencies, ['Essex Police']);
      await page.goto('/admin/keys/new');
      await heading(page, 'You cannot make API keys');
      await page.goto('/admin/people/sign-ins');
      await heading(page, 'You cannot see the sign-ins');
    });
  });

  test('an auditor sees who held which role on a day', async () => {
    await asPerson('auditor', {}, async (page, who) => {
      await page.goto('/admin/people/roles');
      await page.getByRole('link', { name: who.name }).first().waitFor();
      await page.getByLabel('On this day').fill('2020-01-01');
      await page.getByText('No role that you see held on that day').waitFor();
    });
  });
}

function keyTests() {
  test('a key is shown once, and revoked', async () => {
    const name = `Website ${Date.now()}`;
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/keys/new');
      await page.getByLabel('What the key is for').fill(name);
      await page.getByRole('button', { name: 'Make the key' }).click();
      await page.getByText('Copy the key now').waitFor();
      await page.getByText('What is public, of Safer Chelmsford').waitFor();
      assert.match(await page.locator('.register-copy__text').textContent(), /^prk_/);
      await page.getByRole('link', { name: 'I have copied it' }).click();
      await page.getByRole('link', { name: `Revoke ${name}` }).click();
      await page.getByLabel('Why are you').fill('The website is gone');
      await page.getByRole('button', { name: 'Revoke the key' }).click();
      await page.getByText('Key revoked').waitFor();
      const row = page.getByRole('row').filter({ hasText: name });
      await row.getByText('Revoked').waitFor();
    });
  });
}
