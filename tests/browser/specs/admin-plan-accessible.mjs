import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { api, asPerson } from '../support/people.mjs';

/** Each page, and the heading by which it is known to have arrived. */
const pages = {
  'the list of editions': ({ to }) => [`${to}/strategies`, 'Strategy editions'],
  'an edition': ({ to, strategy }) => [`${to}/strategies/${strategy.id}`, /Strategy 2021/],
  'rolling forward': ({ to, strategy }) => [
    `${to}/strategies/${strategy.id}/roll-forward`,
    'Roll this strategy forward',
  ],
  withdrawing: ({ to, strategy }) => [
    `${to}/strategies/${strategy.id}/withdraw`,
    'Withdraw this strategy',
  ],
  'a priority': ({ to, priority }) => [`${to}/priorities/${priority.id}`, /Violence/],
  'what serves a priority': ({ to, priority }) => [
    `${to}/priorities/${priority.id}/links`,
    /What serves/,
  ],
  'a focus area': ({ to, priority }) => [`${to}/focus-areas/${priority.focusAreas[0].id}`, /gangs/],
  'the list of members': ({ to }) => [`${to}/members`, 'Members'],
  'a member': ({ to, member }) => [`${to}/members/${member.id}`, 'Chelmsford City Council'],
  'the form of a partnership': ({ to }) => [`${to}/edit`, 'Edit Safer Chelmsford Partnership'],
  'the list of agencies': () => ['/admin/agencies', 'Agencies'],
  'an agency': ({ member }) => [`/admin/agencies/${member.agency.id}`, 'Chelmsford City Council'],
};

/** The pages of strategies, priorities, members and agencies, in every look. */
export function adminPlanAccessibleSpec() {
  for (const [what, where] of Object.entries(pages))
    test(`${what} keeps to the rules of accessibility`, async () => {
      const [path, name] = where(await founding());
      await asPerson('coordinator', { bypassCSP: true }, async (page) => {
        await page.goto(path);
        await page.getByRole('heading', { name, level: 1 }).waitFor();
        assert.deepEqual(await violationsInEveryLook(page), {});
      });
    });

  test('on paper there is nothing to press, and no address of ours', async () => {
    const { to, strategy } = await founding();
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${to}/strategies/${strategy.id}`);
      const edit = page.getByRole('link', { name: 'Roll forward' });
      await edit.waitFor();
      await page.emulateMedia({ media: 'print' });
      assert.equal(await edit.isVisible(), false);
      assert.equal(await page.getByRole('navigation').first().isVisible(), false);
      const printed = await page
        .locator('main .govuk-link[href^="/"]')
        .evaluateAll((links) => links.map((link) => getComputedStyle(link, '::after').content));
      assert.ok(printed.length > 0);
      assert.deepEqual([...new Set(printed)], ['none']);
    });
  });
}

/** The ids of the founding partnership's first records. */
async function founding() {
  const { partnership } = await api(
    'coordinator',
    `{ partnership(slug: "safer-chelmsford") {
         strategy { id priorities { id focusAreas { id } } } memberships { id agency { id } } } }`,
  );
  const { strategy, memberships } = partnership;
  return {
    to: '/admin/p/safer-chelmsford',
    strategy,
    priority: strategy.priorities[0],
    member: memberships[0],
  };
}
