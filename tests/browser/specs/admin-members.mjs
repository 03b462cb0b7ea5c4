import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, asPerson } from '../support/people.mjs';
import { ownAgency, ownPartnership } from '../support/strategies.mjs';

/** Who sits in a partnership, and what those see who keep only their own. */
export function adminMembersSpec() {
  test('a member is added with an agency that is new to the register', addMember);
  test('an ended agency that is still listed says so and offers its successor', endedMember);
  test('an agency that is to join stands by itself until its first day', toJoin);
  test('a sergeant sees the plan and is offered nothing that is refused', readOnly);
}

const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name, exact: typeof name === 'string' });

async function addMember() {
  const own = await ownPartnership('Growing Partnership');
  const name = `Valley Housing Trust of ${own.slug}`;
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/members`);
    await link(page, 'Add a member').click();
    await button(page, 'Add the member').click();
    await page.getByRole('link', { name: 'Choose the agency' }).waitFor();
    await page.getByLabel('No, add it to the register as well').check();
    await page.getByLabel('Name of the agency').fill(name);
    await page.getByLabel('Kind of agency').selectOption('HOUSING');
    await page.getByLabel('Basis', { exact: true }).selectOption('CO_OPERATING_BODY');
    await button(page, 'Add the member').click();
    await page.getByText(`${name} is a member now`).waitFor();
    await page.getByText('Basis: co-operating body').waitFor();
    await link(page, `Edit ${name}`).click();
    await page.getByLabel('Name as published').fill('The Valley Trust');
    await button(page, 'Save').click();
    await page.getByText('Membership saved').waitFor();
    await page.getByRole('heading', { name: 'The Valley Trust' }).waitFor();
  });
}

async function endedMember() {
  const own = await ownPartnership('Ageing Partnership');
  const old = await ownAgency(own, 'Old Health Group');
  const { createAgency } = await api(
    'admin',
    'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { agency { id name } errors { message } } }',
    { input: { name: `New Health Board of ${own.slug}` } },
  );
  const after = createAgency.agency;
  await api(
    'admin',
    'mutation ($input: CreateSuccessionInput!) { createSuccession(input: $input) { errors { message } } }',
    { input: { from: old, to: after.id, kind: 'REPLACED', on: '2022-07-01' } },
  );
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/members`);
    await page.getByText(/was replaced on 1 July 2022 and is still listed/).waitFor();
    await link(page, `Add ${after.name}, which came after it`).click();
    await button(page, 'Add the member').click();
    await page.getByText(`${after.name} is a member now`).waitFor();
    await page.getByText('which came after it, is a member already').waitFor();
    await link(page, /End this membership/).click();
    assert.equal(await page.getByLabel('Year').inputValue(), '2022');
    await button(page, 'End the membership').click();
    await page.getByText('membership ended').waitFor();
    await page.getByRole('table', { name: 'Former members' }).waitFor();
  });
}

async function toJoin() {
  const own = await ownPartnership('Expecting Partnership');
  const { createAgency } = await api(
    'admin',
    'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { agency { id name } errors { message } } }',
    { input: { name: `Coming Trust of ${own.slug}` } },
  );
  const { id, name } = createAgency.agency;
  await api(
    own.coordinator,
    'mutation ($input: CreateMembershipInput!) { createMembership(input: $input) { errors { message } } }',
    { input: { partnership: own.id, agency: id, joinedOn: '2099-06-01' } },
  );
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/members`);
    const coming = page.getByRole('region', { name: 'To join' });
    await coming.getByText('From 1 June 2099').waitFor();
    await page.getByText('No agency is a member yet.').waitFor();
    await link(coming, name).click();
    await page.getByText('Yet to join').waitFor();
  });
}

async function readOnly() {
  const { partnership } = await api(
    'sergeant',
    '{ partnership(slug: "safer-chelmsford") { strategy { id } memberships { id } } }',
  );
  await asPerson('sergeant', {}, async (page) => {
    await page.goto(`/admin/p/safer-chelmsford/strategies/${partnership.strategy.id}`);
    await page.getByRole('heading', { name: 'Priorities', exact: true }).waitFor();
    for (const name of [/^Edit /, 'Roll forward', 'Publish', 'Withdraw', 'Add a priority'])
      assert.equal(await link(page, name).count(), 0, String(name));
    assert.equal(await button(page, /^Move /).count(), 0);
    assert.equal(await button(page, /^Reword /).count(), 0);
    await page.goto(`/admin/p/safer-chelmsford/strategies/${partnership.strategy.id}/edit`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await page.goto('/admin/p/safer-chelmsford/members');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    assert.equal(await link(page, 'Add a member').count(), 0);
  });
}
