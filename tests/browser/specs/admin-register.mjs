/** What an administrator and a coordinator do seldom: a new body, what came after it, a strategy withdrawn. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../support/browser.mjs';
import { api, asPerson } from '../support/people.mjs';
import { ownPartnership, ownStrategy } from '../support/strategies.mjs';

export function adminRegisterSpec() {
  test('an agency is added, and what it came from is recorded', agencyAfterAnother);
  test('a partnership is added and found by its coordinator to be', newPartnership);
  test('a strategy is withdrawn with a reason, and published again', withdrawn);
}

const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name, exact: typeof name === 'string' });
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const run = Date.now().toString(36);

async function agencyAfterAnother() {
  const name = `Riverside Health Board ${run}`;
  const old = `Riverside Health Group ${run}`;
  await api(
    'admin',
    'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { errors { message } } }',
    { input: { name: old, kind: 'HEALTH' } },
  );
  await asPerson('admin', {}, async (page) => {
    await page.goto('/admin/agencies');
    await link(page, 'Add an agency').click();
    await button(page, 'Add the agency').click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Kind').selectOption('HEALTH');
    await page.getByLabel('Other names, one a line').fill('RHB\nRiverside Board');
    await button(page, 'Add the agency').click();
    await page.getByText('Agency added').waitFor();
    await heading(page, name);
    await page.getByText('RHB, Riverside Board').waitFor();

    await link(page, 'Record what came before or after it').click();
    await button(page, `Remove ${name}`).click();
    await choose(page, 'The agency that was there before', old);
    await choose(page, 'The agency that came after', name);
    await page.getByLabel('Day').fill('1');
    await page.getByLabel('Month').fill('7');
    await page.getByLabel('Year').fill('2022');
    await button(page, 'Record it').click();
    await page.getByText('Succession recorded').waitFor();
    const before = page.getByRole('table', { name: /What came before and after/ });
    const row = before.getByRole('row').filter({ hasText: old });
    await row.getByText('1 July 2022').waitFor();
    await row.getByText('Replaced').waitFor();
  });
}

/** Types into a box that searches, and takes what is found. */
async function choose(page, label, name) {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

async function newPartnership() {
  const name = `Coastal Safety Partnership ${run}`;
  await asPerson('admin', {}, async (page) => {
    await page.goto('/admin/partnerships');
    await link(page, 'Add a partnership').click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Name of the area').fill('Coastal district');
    await page.getByLabel('Aim', { exact: true }).fill('Reducing crime and disorder');
    await button(page, 'Add the partnership').click();
    await page.getByText('Partnership added').waitFor();
    await heading(page, name);
    await page.getByText('Coastal district').waitFor();
    await link(page, 'Open its plan').click();
    await page.getByText('No strategy is in force').waitFor();
    await page.goto('/admin/people/new');
    await page.getByLabel('Coordinator', { exact: true }).check();
    await choose(page, 'Partnership', name);
  });
}

async function withdrawn() {
  const own = await ownPartnership('Withdrawing Partnership');
  const { id, title } = await ownStrategy(
    own,
    'Plan to withdraw',
    { Violence: ['knife crime'] },
    { publish: true },
  );
  await asPerson(own.coordinator, {}, async (page) => {
    const open = () => page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    await open();
    await link(page, 'Withdraw').click();
    await page.getByText('It is no longer the current plan from today.').waitFor();
    await button(page, 'Withdraw').click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await page.getByLabel('Why are you making this change?').fill('The board was not quorate');
    await button(page, 'Withdraw').click();
    await page.getByText(`${title} is withdrawn`).waitFor();
    await page.getByText('Withdrawn', { exact: true }).first().waitFor();
    assert.equal(await currentPlan(own), null);

    await link(page, 'Publish').click();
    await page.getByLabel('Why are you making this change?').fill('The board has met again');
    await button(page, 'Publish').click();
    await page.getByText(`${title} is published`).waitFor();
    assert.equal((await currentPlan(own)).id, id);
  });
}

/** As residents have it. */
async function currentPlan({ slug }) {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'query ($slug: String!) { partnership(slug: $slug) { strategy { id } } }',
      variables: { slug },
    }),
  });
  return (await answer.json()).data.partnership.strategy;
}
