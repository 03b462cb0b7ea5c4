import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, violations } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { api, asPerson } from '../support/people.mjs';

const plan = '/admin/p/safer-chelmsford';
const strategy = '/partnerships/safer-chelmsford/strategies/2021-22';
const marking = 'Contains partners’ content: not for publication';

/** Papers, reports and the strategy as documents. */
export function adminPapersSpec() {
  test('a coordinator makes a report, with and without partners’ content', async () => {
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/papers`);
      await page.getByRole('button', { name: 'Make the report' }).click();
      const chosen = page.getByRole('status').filter({ hasText: 'Report on' });
      await chosen.getByRole('link', { name: /^Open/ }).click();
      await page.getByText('This paper holds public content only.').waitFor();
      assert.equal(await page.getByText(marking).count(), 0);
      await page.goto(`${plan}/papers`);
      await page.getByRole('button', { name: 'Make the report' }).click();
      await chosen.getByLabel('Include partners’ content').check();
      await chosen.getByRole('link', { name: /^Open/ }).click();
      await page.getByText(marking).first().waitFor();
    });
  });

  test('the page of a sitting offers its paper', async () => {
    const { partnership } = await api(
      'coordinator',
      '{ partnership(slug: "safer-chelmsford") { board { id } } }',
    );
    const { scheduleMeeting } = await api(
      'coordinator',
      `mutation ($input: ScheduleMeetingInput!) {
         scheduleMeeting(input: $input) { occurrences { id } errors { message } } }`,
      { input: { meeting: partnership.board.id, startsOn: '2031-03-12', startTime: '10:00' } },
    );
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/sittings/${scheduleMeeting.occurrences[0].id}`);
      await page.getByLabel('Include partners’ content').check();
      await page.getByRole('link', { name: /^Open.*paper for this sitting/ }).click();
      await page
        .getByRole('heading', { level: 1, name: 'One Chelmsford Board: paper for 12 March 2031' })
        .waitFor();
    });
  });

  test('anyone downloads the full strategy from the public page', async () => {
    await withPage({}, async (page) => {
      await page.goto('/partnerships/safer-chelmsford');
      const link = page.getByRole('link', { name: 'Download the full strategy (PDF)' });
      const answer = await page.request.get(await link.getAttribute('href'));
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      await page.getByRole('link', { name: /^Read the full strategy/ }).click();
      await page.getByRole('heading', { level: 1, name: /Strategy 2021\/22/ }).waitFor();
      // The style in the page is the one that its policy names.
      const width = await page.evaluate(() => getComputedStyle(document.body).maxWidth);
      assert.equal(width, '960px');
    });
  });

  for (const look of looks) {
    test(`a strategy as a document is accessible at ${look.name}`, async () => {
      assert.deepEqual(await violations(strategy, look), {});
    });
  }
}
