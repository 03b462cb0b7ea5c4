import { test } from 'node:test';
import { asPerson } from '../support/people.mjs';

/** The way in: sign-in, second factor, account, and who else has one. */
export function adminDoorSpec() {
  for (const role of ['admin', 'coordinator', 'sergeant', 'housing', 'contributor', 'auditor']) {
    test(`the ${role} is signed in`, async () => {
      await asPerson(role, {}, async (page, who) => {
        await page.goto('/admin/');
        await page.getByRole('link', { name: who.name }).waitFor();
      });
    });
  }
}
