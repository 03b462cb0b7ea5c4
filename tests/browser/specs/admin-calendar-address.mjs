import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { base, withPage } from '../support/browser.mjs';
import { newPerson, signedIn } from '../support/people.mjs';

/** A calendar by a secret address: made, fetched by a program, and revoked. */
export function adminCalendarAddressSpec() {
  test('a calendar address is made from the calendar, shown once, and works until it is revoked', async () => {
    const who = await newPerson('sergeant');
    await withPage({ bypassCSP: true, ...signedIn(who) }, async (page) => {
      await page.goto('/admin/p/safer-chelmsford/calendar');
      await page.getByRole('link', { name: 'make a calendar address of your own' }).click();
      await page.getByRole('heading', { level: 1, name: 'Calendar address' }).waitFor();
      assert.ok(await page.getByLabel('Safer Chelmsford Partnership').isChecked());
      await page.getByRole('button', { name: 'Make the address' }).click();
      await page.getByRole('alert').getByText('Where you will use it').waitFor();
      await page.getByLabel('What is your agency’s').check();
      await page.getByLabel('Where you will use it').fill('Outlook at work');
      await page.getByRole('button', { name: 'Make the address' }).click();
      const heading = 'The address for Outlook at work';
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      const address = await page.locator('code').textContent();
      assert.match(address, /\/feeds\/prf_[\w-]{43}\.ics$/);
      assert.deepEqual(await violationsInEveryLook(page), {});
      const path = new URL(address).pathname;
      const fetched = await fetch(new URL(path, base));
      assert.equal(fetched.status, 200);
      assert.match(await fetched.text(), /^BEGIN:VCALENDAR\r\n/);

      await page.getByRole('button', { name: 'I have copied it' }).click();
      await page.getByRole('row', { name: /Outlook at work/ }).waitFor();
      assert.ok(!(await page.content()).includes(path), 'it is not shown again');
      await page.getByRole('button', { name: /^Revoke/ }).click();
      await page.getByText('The address for Outlook at work no longer works').waitFor();
      assert.equal((await fetch(new URL(path, base))).status, 404);
    });
  });
}
