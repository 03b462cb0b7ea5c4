/** The links in letters, followed from a mailbox to the page that they open. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { linkIn, openMailbox } from '../support/mailbox.mjs';
import { asPerson, newPerson } from '../support/people.mjs';

const chosen = 'correct-tandem-gravel-owl';
let mailbox;

export function adminLettersSpec() {
  before(async () => {
    mailbox = await openMailbox();
  });
  after(() => mailbox?.close());

  test('an invitation arrives, and its link leads to a password', async () => {
    const email = `ines.invited.${Date.now()}@example.org`;
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/people/new');
      await page.getByLabel('Their name').fill('Inès O’Invited');
      await page.getByLabel('Their email address').fill(email);
      await page.getByLabel('Auditor').check();
      await page.getByLabel('Why are you').fill('Scrutiny for a year');
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByText(`An invitation is on its way to ${email}`).waitFor();
    });
    const letter = await mailbox.letterTo(email);
    assert.match(letter.text, /Inès O’Invited/);
    await withPage({}, async (page) => {
      await page.goto(linkIn(letter));
      await heading(page, 'Choose your password');
      await page.getByLabel('Password').fill(chosen);
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await page.getByText('Your account is ready').waitFor();
      await page.getByRole('link', { name: 'Inès O’Invited' }).waitFor();
    });
  });

  test('whoever forgot a password asks for a letter, and its link leads to a new one', async () => {
    const who = await newPerson('auditor');
    await withPage({}, async (page) => {
      await page.goto('/admin/');
      await page.getByRole('link', { name: /forgotten/i }).click();
      await page.getByLabel('Email address').fill(who.email);
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await heading(page, 'Look at your email');
    });
    const letter = await mailbox.letterTo(who.email);
    assert.equal(letter.subject, 'Choose a new password');
    // On another device than the one it was asked for on.
    await withPage({}, async (page) => {
      await page.goto(linkIn(letter));
      await heading(page, 'Choose a new password');
      await page.getByLabel('New password').fill(chosen);
      await page.getByRole('button', { name: 'Save password' }).click();
      await page.getByText('Your password is changed').waitFor();
      await page.getByRole('link', { name: who.name }).waitFor();
    });
    assert.equal((await mailbox.letterTo(who.email)).subject, 'Your password was changed');
  });
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
