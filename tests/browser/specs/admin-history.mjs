import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, violations, violationsInEveryLook } from '../support/axe.mjs';
import { api, asPerson, person, signedIn } from '../support/people.mjs';

const slug = 'safer-chelmsford';
const plan = `/admin/p/${slug}`;

/** Unique, and before everything else in the order of names. */
let number = 0;
const named = (words) => `0 ${words} ${Date.now().toString(36)}${number++}`;

/** Adds a scheme of the test's own, led by nobody; gives its id and version. */
async function scheme(name, more = {}) {
  const { createProject } = await api(
    'coordinator',
    `mutation ($input: CreateProjectInput!) {
       createProject(input: $input) { project { id version } errors { path message } }
     }`,
    { input: { partnership: slug, name, ...more } },
  );
  return createProject.project;
}

/** Changes a scheme over the API, as somebody else would. */
async function update(id, version, values) {
  const { updateProject } = await api(
    'coordinator',
    `mutation ($input: UpdateProjectInput!) {
       updateProject(input: $input) { project { version } errors { path message } }
     }`,
    { input: { id, version, ...values } },
  );
  return updateProject.project.version;
}

/** What the API says of a scheme. */
async function now(id) {
  const { node } = await api(
    'coordinator',
    'query ($id: ID!) { node(id: $id) { ... on Project { name status description leadAgency { name } } } }',
    { id },
  );
  return node;
}

/** Goes to a link or button by Tab alone, from where the focus is, and presses Enter on it. */
async function tabTo(page, name, { press = 'Enter' } = {}) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      return label.replaceAll(/\s+/g, ' ').trim();
    });
    if (typeof name === 'string' ? focused === name : name.test(focused)) {
      if (press) await page.keyboard.press(press);
      return;
    }
  }
  throw new Error(`Tab does not lead to ${name}`);
}

export function adminHistorySpec() {
  test('the history shows the words that were recorded, and those in capitals can be removed', async () => {
    const { id, version } = await scheme(named('CCTV'), { leadPost: 'ANPR' });
    await update(id, version, { leadPost: 'SMITH', status: 'ACTIVE' });
    const { changes } = await api(
      'coordinator',
      'query ($id: ID!) { changes(first: 1, filter: { entity: $id }) { nodes { id } } }',
      { id },
    );
    await asPerson('admin', {}, async (page) => {
      await page.goto(`/admin/history/${changes.nodes[0].id}`);
      await page.getByText('from ANPR to SMITH').waitFor();
      await page.getByText('from Not stated to Active').waitFor();
      await page.getByRole('link', { name: /a text of this/ }).click();
      await page.getByText('SMITH').first().waitFor();
    });
  });

  test('an auditor follows what happened with the keyboard alone', async () => {
    const name = named('Scheme for the auditor');
    const { id, version } = await scheme(name, { description: 'Officers meet young people here.' });
    await update(id, version, {
      description: 'Wardens meet young people here on Fridays.',
      reason: 'Agreed at the board',
    });
    await asPerson('auditor', {}, async (page) => {
      await page.goto('/admin/');
      await page.getByRole('heading', { name: 'Unusual changes' }).waitFor();
      await tabTo(page, 'All changes: Latest changes to the plan');
      await page.getByRole('heading', { level: 1, name: 'Plan history' }).waitFor();
      await page.getByText('Why: Agreed at the board').first().waitFor();
      assert.ok((await page.locator('ins', { hasText: 'Wardens' }).count()) > 0);

      await tabTo(page, `History of ${name}`);
      await page.getByRole('heading', { level: 1, name: `History of ${name}` }).waitFor();
      await page.getByText('2 changes').waitFor();
      await tabTo(page, /^Changed description/);
      await page.getByRole('heading', { name: 'What was changed' }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Revert to this' }).count(), 0);
    });
  });

  test('an administrator removes words for good, and everybody sees that they are gone', async () => {
    const name = named('Scheme with a name in it');
    const { id, version } = await scheme(name);
    await update(id, version, { description: 'Ask Wilhelmina Ashgrove on Mondays.' });
    const { changes } = await api(
      'coordinator',
      'query ($id: ID!) { changes(first: 1, filter: { entity: $id }) { nodes { id at } } }',
      { id },
    );
    const [{ id: change, at }] = changes.nodes;
    await asPerson('admin', { bypassCSP: true }, async (page) => {
      await page.goto(`/admin/history/${change}`);
      await page.getByRole('link', { name: 'Remove a text of this for good' }).click();
      await page.getByRole('heading', { level: 1, name: 'Remove a text for good' }).waitFor();
      await page.getByRole('button', { name: 'Remove it for good' }).click();
      await page.getByRole('link', { name: 'Choose which text to remove' }).waitFor();
      await page.getByLabel('Description').check();
      await page.getByLabel('Only these words of it (optional)').fill('Somebody Else');
      await page.getByLabel('Why are you').fill('It named a resident');
      assert.deepEqual(await violationsInEveryLook(page), {});
      await page.getByRole('button', { name: 'Remove it for good' }).click();
      await page.getByRole('link', { name: /do not stand there/ }).waitFor();
      await page.getByLabel('Only these words of it (optional)').fill('Wilhelmina Ashgrove');
      await page.getByRole('button', { name: 'Remove it for good' }).click();
      await page.getByText('The text was removed for good').waitFor();
      await page
        .getByText(/Removed on .* by Alex Admin\. Reason: It named a resident/)
        .first()
        .waitFor();
      assert.deepEqual(await violationsInEveryLook(page), {});
    });
    const { description } = await now(id);
    assert.match(description, /^Ask \[Removed on [0-9]+ [A-Z][a-z]+ [0-9]{4}\] on Mondays\.$/);
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`${plan}/as-of/${encodeURIComponent(at)}/records/${id}`);
      await page.getByText(/Reason: It named a resident/).waitFor();
      await page.goto(`/admin/history?entity=${id}`);
      await page
        .getByText(/Reason: It named a resident/)
        .first()
        .waitFor();
      assert.equal((await page.content()).includes('Ashgrove'), false);
      await page.goto(`${plan}/compare?from=2020-01-01`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      assert.equal((await page.content()).includes('Ashgrove'), false);
      await page.goto(`/admin/history/${change}`);
      await page
        .getByText(/Reason: It named a resident/)
        .first()
        .waitFor();
      assert.equal(await page.getByRole('link', { name: /^Remove a text/ }).count(), 0);
      const last = await api(
        'auditor',
        'query ($id: ID!) { changes(first: 1, filter: { entity: $id }) { nodes { id } } }',
        { id },
      );
      await page.goto(`/admin/history/${last.changes.nodes[0].id}`);
      await page.getByText('A text was removed for good: description.').waitFor();
    });
  });

  test('an administrator removes a text without reading it, at the address that they are sent', async () => {
    const { id, version } = await scheme(named('Scheme for few eyes'));
    const description = 'Ask Wilhelmina Ashgrove on Mondays.';
    await update(id, version, { description, visibility: 'RESTRICTED' });
    const { changes } = await api(
      'coordinator',
      'query ($id: ID!) { changes(first: 1, filter: { entity: $id }) { nodes { id } } }',
      { id },
    );
    const [{ id: change }] = changes.nodes;
    let address = '';
    await asPerson('coordinator', { bypassCSP: true }, async (page) => {
      await page.goto(`/admin/history/${change}`);
      await page.getByRole('link', { name: 'Ask for a text of this to be removed' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ask for a text' }).waitFor();
      address = (await page.getByText(/field=description$/).textContent()) ?? '';
      assert.deepEqual(await violationsInEveryLook(page), {});
    });
    await asPerson('admin', { bypassCSP: true }, async (page) => {
      await page.goto(address);
      await page.getByRole('heading', { level: 1, name: 'Remove a text for good' }).waitFor();
      assert.equal(await page.getByLabel('Which text?').inputValue(), 'description');
      await page.getByLabel('Why are you').fill('It named a resident');
      assert.deepEqual(await violationsInEveryLook(page), {});
      await page.getByRole('button', { name: 'Remove it for good' }).click();
      await page.getByText('The text was removed for good').waitFor();
    });
    assert.match((await now(id)).description, /^\[Removed on /);
  });

  test('an auditor sees the plan as it stood, and what became of it, with the keyboard alone', async () => {
    const name = named('Scheme of before');
    const { id, version } = await scheme(name);
    const { changes } = await api('auditor', '{ changes(first: 1) { nodes { at } } }');
    const [{ at }] = changes.nodes;
    await update(id, version, { name: `${name} renamed`, reason: 'It was renamed' });
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`${plan}/as-of`);
      await page.getByRole('heading', { level: 1, name: 'The plan on a day' }).waitFor();
      const today = new Date();
      await tabTo(page, 'Day', { press: '' });
      await page.keyboard.type(String(today.getDate()));
      await tabTo(page, 'Month', { press: '' });
      await page.keyboard.type(String(today.getMonth() + 1));
      await tabTo(page, 'Year', { press: '' });
      await page.keyboard.type(String(today.getFullYear()));
      await page.keyboard.press('Enter');
      await page.getByText('You are looking at the plan as it stood on').waitFor();

      // A moment before the change: of the same day, and so only by its address.
      await page.goto(
        `${plan}/as-of/${encodeURIComponent(at)}/schemes?q=${encodeURIComponent(name)}`,
      );
      await page.getByText('1 record').waitFor();
      await tabTo(page, name);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      assert.equal(await page.getByText(`${name} renamed`).count(), 0);
      await tabTo(page, 'What has changed since');
      await page.getByRole('heading', { level: 1, name: 'Compare two dates' }).waitFor();
      await page.getByRole('link', { name: `${name} renamed` }).waitFor();
      await page.getByText('Why: It was renamed').first().waitFor();
    });
  });

  test('before the history began there is nothing to compare, and it says so', async () => {
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`${plan}/compare?from=2020-01-01&to=2020-03-31`);
      await page.getByText('there is nothing before it to compare').waitFor();
      assert.equal(await page.getByText('0 added').count(), 0);
      await page.getByRole('link', { name: /so far$/ }).click();
      await page.getByText('all that the plan said then counts as added').waitFor();
      assert.equal(await page.getByRole('link', { name: /^(January|April|July) to/ }).count(), 0);
    });
  });

  test('a role that was given or taken says whose it is', async () => {
    await asPerson('coordinator', {}, async (page, who) => {
      await page.goto(`${plan}/history?type=ROLE_GRANT`);
      await page
        .getByText(/^Role of \w+ \w+: /)
        .first()
        .waitFor();
      await page.getByText(`Role of ${who.name}: `).first().waitFor();
    });
  });

  test('what was in force on a day is another question', async () => {
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`${plan}/as-of`);
      await page.getByLabel('What was in force on that day?').check();
      await page.getByLabel('Day', { exact: true }).fill('1');
      await page.getByLabel('Month').fill('6');
      await page.getByLabel('Year').fill('2021');
      await page.getByRole('button', { name: 'Show it' }).click();
      await page.getByRole('heading', { level: 1, name: 'In force on 1 June 2021' }).waitFor();
      await page.getByRole('rowheader', { name: 'Essex Police' }).waitFor();
    });
  });

  test('a coordinator reverts a change, although somebody else is faster', async () => {
    const name = named('Scheme to revert');
    const { id, version } = await scheme(name, { description: 'As it was agreed.' });
    const second = await update(id, version, { description: 'By mistake.' });
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/schemes/${id}/history`);
      await page.getByRole('link', { name: 'Added it' }).click();
      await page.getByRole('button', { name: 'Revert to this' }).click();
      await page.getByLabel('Why are you making this change?').fill('It was a mistake');
      // Meanwhile:
      await update(id, second, { status: 'PAUSED' });
      await page.getByRole('button', { name: 'Revert', exact: true }).click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
      await page.getByLabel('Go back to this').getByText('Paused').waitFor();
      await page.getByRole('button', { name: 'Revert', exact: true }).click();
      await page.getByText(`${name} is as it was on`).waitFor();
      assert.equal((await now(id)).description, 'As it was agreed.');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByText('The revert was undone').waitFor();
      assert.equal((await now(id)).description, 'By mistake.');
    });
  });

  test('a change in another browser is announced, and nothing moves', async () => {
    const name = named('Scheme seen live');
    const { id } = await scheme(name, { description: 'Quiet.' });
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`${plan}/schemes/${id}/history`);
      await page.getByText('1 change', { exact: true }).waitFor();
      const place = await page.getByRole('link', { name: 'Added it' }).boundingBox();
      await asPerson('coordinator', {}, async (other) => {
        await other.goto(`${plan}/schemes/${id}/edit`);
        await other.getByLabel('Description').fill('Lively.');
        await other.getByRole('button', { name: 'Save' }).click();
        await other.getByText('Scheme saved').waitFor();
      });
      await page
        .getByRole('status')
        .filter({ hasText: `Carol Coordinator changed ${name}` })
        .waitFor();
      assert.deepEqual(await page.getByRole('link', { name: 'Added it' }).boundingBox(), place);
      await page.getByRole('button', { name: 'Show it' }).click();
      await page.getByText('2 changes').waitFor();
      await page.getByRole('link', { name: 'Changed description' }).waitFor();
      await page.getByRole('button', { name: 'Show it' }).waitFor({ state: 'detached' });
    });
  });

  test('filters of the history are kept in the address', async () => {
    const name = named('Scheme to find');
    await scheme(name);
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/history');
      await page.getByLabel('Search').fill(name);
      await page.waitForURL(/q=/);
      await page.getByText('1 change found').waitFor();
      await page.getByLabel('What was done').selectOption({ label: 'Archived' });
      await page.getByText('No change is like that').waitFor();
      await page.reload();
      await page.getByText('0 changes found').waitFor();
      await page.getByRole('button', { name: 'What was done: Archived' }).click();
      await page.getByText('1 change found').waitFor();
    });
  });

  test('a partner admin claims a scheme from the home page', async () => {
    const name = named('Scheme to claim');
    const { id } = await scheme(name);
    await asPerson('sergeant', {}, async (page) => {
      await page.goto('/admin/');
      await page.getByRole('heading', { name: 'Is one of these yours?' }).waitFor();
      await page.getByRole('button', { name: `Claim ${name}` }).click();
      await page.getByText(`Essex Police now leads ${name}`).waitFor();
      await page.getByRole('rowheader', { name }).waitFor();
      assert.equal((await now(id)).leadAgency.name, 'Essex Police');
    });
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/schemes/${id}/history`);
      await page.getByRole('link', { name: /^Claimed/ }).click();
      await page.getByRole('button', { name: 'Undo this change' }).click();
      await page.getByLabel('Why are you making this change?').fill('It is not theirs');
      await page.getByRole('button', { name: 'Undo it' }).click();
      await page.getByText(`${name} is as it was on`).waitFor();
      assert.equal((await now(id)).leadAgency, null);
    });
  });

  test('a coordinator gives several schemes a lead at once, and takes it back', async () => {
    const [one, other] = [named('Scheme to assign'), named('Scheme to assign')];
    const [{ id: first }, { id: second }] = [await scheme(one), await scheme(other)];
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/');
      await page.getByLabel(one, { exact: true }).check();
      await page.getByLabel(other, { exact: true }).check();
      await page.getByRole('button', { name: 'Assign the lead' }).click();
      await page.getByText('Choose an agency').first().waitFor();
      await page.getByLabel('Lead agency').selectOption({ label: 'Essex Fire and Rescue' });
      await page.getByRole('button', { name: 'Assign the lead' }).click();
      await page.getByText('Essex Fire and Rescue now leads 2 schemes').waitFor();
      assert.equal((await now(first)).leadAgency.name, 'Essex Fire and Rescue');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByText('Essex Fire and Rescue no longer leads 2 schemes').waitFor();
      assert.equal((await now(second)).leadAgency, null);
    });
  });

  pagesAreAccessible();
}

const [narrowForced, wide] = [looks[1], looks[2]];

function pagesAreAccessible() {
  const home = { path: '/admin/', ready: (page) => page.locator('h1').waitFor() };
  const pages = [
    ...['admin', 'coordinator', 'sergeant', 'contributor', 'auditor'].map((role) => ({
      ...home,
      role,
    })),
    { role: 'coordinator', path: `${plan}/assign-leads` },
    { role: 'auditor', path: '/admin/history' },
    { role: 'auditor', path: '/admin/history/change_1' },
    { role: 'auditor', path: `${plan}/history?unusual=yes` },
    { role: 'auditor', path: `${plan}/as-of` },
    { role: 'auditor', path: `${plan}/in-force/2021-06-01` },
    { role: 'auditor', path: `${plan}/compare?from=2026-01-01&to=2026-01-02` },
  ];
  for (const { role, path } of pages) {
    test(`${path} is accessible to the ${role}`, async () => {
      const who = await person(role);
      for (const { name, options } of [narrowForced, wide]) {
        const found = await violations(
          path,
          { options: { ...options, ...signedIn(who) } },
          (page) => settled(page),
        );
        assert.deepEqual(found, {}, name);
      }
    });
  }

  test('the plan as it stood is accessible', async () => {
    const { partnership } = await api(
      'auditor',
      'query ($slug: String!) { partnership(slug: $slug) { planUpdatedAt } }',
      { slug },
    );
    const moment = encodeURIComponent(partnership.planUpdatedAt);
    const who = await person('auditor');
    for (const part of ['', '/schemes', '/members']) {
      const found = await violations(
        `${plan}/as-of/${moment}${part}`,
        { options: { ...wide.options, ...signedIn(who) } },
        (page) => settled(page),
      );
      assert.deepEqual(found, {}, part);
    }
  });
}

async function settled(page) {
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
}
