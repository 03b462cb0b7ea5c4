import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { ownPartnership, ownScheme } from '../support/own.mjs';
import { api, signedIn } from '../support/people.mjs';
import { ownStrategy } from '../support/strategies.mjs';

let place;

/** Saving when things go wrong: somebody else was first, the network fails, the page is loaded again. */
export function adminSavingSpec() {
  before(async () => {
    place = await ownPartnership('Saving Test Partnership');
  });

  const open = async (page, id) => {
    await page.goto(`/admin/p/${place.slug}/schemes/${id}/edit`);
    await page.getByRole('heading', { level: 1, name: /^Edit/ }).waitFor();
  };

  test('two people edit one scheme, and the second one merges', async () => {
    const { id } = await ownScheme(place, { name: 'Two at once', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (mine) => {
      await open(mine, id);
      await withPage(signedIn(place.coordinator), async (theirs) => {
        await open(theirs, id);
        await theirs.getByLabel('Lead post').fill('Partnerships inspector');
        await theirs.getByLabel('Description').fill('As the coordinator sees it.');
        await theirs.getByRole('button', { name: 'Save' }).click();
        await theirs.getByText('Scheme saved').waitFor();
      });
      await mine.getByLabel('Description').fill('As the sergeant sees it.');
      await mine.getByLabel('Status').selectOption('ACTIVE');
      await mine.getByRole('button', { name: 'Save' }).click();
      const conflict = mine.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
      await conflict.getByText('Lead post: Partnerships inspector').waitFor();
      await conflict.getByText('As the coordinator sees it.').waitFor();
      await conflict.getByText('As the sergeant sees it.').waitFor();
      const use = conflict.getByRole('button', { name: 'Use these values' });
      assert.ok(await use.isDisabled());
      await conflict.getByLabel('Keep yours').check();
      await use.click();
      await mine.getByRole('button', { name: 'Save' }).click();
      await mine.getByText('Scheme saved').waitFor();
    });
    assert.deepEqual(await schemeOf(id), {
      status: 'ACTIVE',
      description: 'As the sergeant sees it.',
      leadPost: 'Partnerships inspector',
      changes: { totalCount: 3 },
    });
  });

  test('a confirmation that changes no field of a form is no conflict', async () => {
    const scheme = await ownScheme(place, { name: 'Confirmed', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (page) => {
      await open(page, scheme.id);
      await page.getByLabel('Lead post').fill('Town inspector');
      await confirmed(scheme);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Scheme saved').waitFor();
      await page.getByRole('button', { name: 'Nothing has changed' }).click();
      await page.getByText('Confirmed: nothing has changed').waitFor();
      await page.getByLabel('Status').selectOption('ACTIVE');
      await page.getByRole('button', { name: 'Save status' }).click();
      await page.getByText('Status saved: Active').waitFor();
      assert.equal(await page.getByText('Somebody else').count(), 0);
    });
    const { leadPost, status } = await schemeOf(scheme.id);
    assert.deepEqual({ leadPost, status }, { leadPost: 'Town inspector', status: 'ACTIVE' });
  });

  test('whoever records an approval second is told of the first, in a draft of it too', async () => {
    const { id } = await ownStrategy(place, 'Approved twice', { Violence: ['knife crime'] });
    await withPage(signedIn(place.coordinator), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/strategies/${id}/approvals/new`);
      await page.getByLabel('Which body decided?').fill('The cabinet');
      await page.getByLabel('Adopted', { exact: true }).check();
      const when = page.getByRole('group', { name: 'When?' });
      for (const [box, value] of [
        ['Day', '9'],
        ['Month', '3'],
        ['Year', '2026'],
      ])
        await when.getByLabel(box, { exact: true }).fill(value);
      await approved(id);
      const record = page.getByRole('button', { name: 'Record the approval' });
      const told = page.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
      const first = told.getByText('Approvals recorded: The cabinet adopted, 9 March 2026');
      const anew = page.waitForResponse((response) =>
        response.request().postData()?.includes('query RecordApprovalPage'),
      );
      await record.click();
      // It stays when the page has been asked anew, and nothing is sent by itself.
      await (await anew).finished();
      await first.waitFor();
      await page.reload();
      await page.getByText('This is what you entered earlier').waitFor();
      await record.click();
      await first.waitFor();
      assert.equal(await approvals(id), 1);
      await told.getByRole('button', { name: 'Use these values' }).click();
      await page.getByLabel('Which body decided?').fill('The county council');
      await record.click();
      await page.getByText('Approval recorded').waitFor();
    });
    assert.equal(await approvals(id), 2);
  });

  test('whoever records a sitting second is told of the actions that it has by then', async () => {
    const sitting = await ownSitting();
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(`/admin/p/${place.slug}/sittings/${sitting.id}/record`);
      await page.getByRole('button', { name: 'Add an action' }).click();
      await page.keyboard.type('Check the lights');
      await recorded(sitting);
      const save = page.getByRole('button', { name: 'Save the record' });
      await save.click();
      const told = page.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
      await told.getByText('The sitting: Held').waitFor();
      await told.getByText('It has: 1 action').waitFor();
      await told.getByRole('button', { name: 'Use these values' }).click();
      await save.click();
      await page.getByText('Sitting recorded, with 1 action').waitFor();
    });
  });

  test('an answer that is lost on its way does not save twice', async () => {
    const { id } = await ownScheme(place, { name: 'Lost answer', leadAgency: 'essex-police' });
    const allowed = [/graphql failed/, /Failed to load resource/];
    await withPage({ ...signedIn(place.sergeant), allowed }, async (page) => {
      await open(page, id);
      let sent = 0;
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('SchemeEditPage_Update')) return route.continue();
        sent += 1;
        if (sent > 1) return route.continue();
        // The register carries it out, and the network fails before the answer arrives.
        await route.fetch();
        return route.abort('connectionreset');
      });
      await page.getByLabel('Lead post').fill('Night inspector');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Scheme saved').waitFor();
      assert.equal(sent, 2);
    });
    const { leadPost, changes } = await schemeOf(id);
    assert.deepEqual(
      { leadPost, changes },
      { leadPost: 'Night inspector', changes: { totalCount: 2 } },
    );
  });

  /** Answers to a mutation are lost after the register has carried it out. */
  const loseAnswers = (page, mutation) =>
    page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(mutation)) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
  const lost = [/graphql failed/, /Failed to load resource/];
  const schemes = async (name) => {
    const { partnership } = await api(
      place.coordinator,
      'query ($slug: String!) { partnership(slug: $slug) { projects(first: 100) { nodes { name } } } }',
      { slug: place.slug },
    );
    return partnership.projects.nodes.filter((each) => each.name.startsWith(name)).length;
  };

  test('a form sends nothing again while the page after it is loaded', async () => {
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(`/admin/p/${place.slug}/schemes/new`);
      const name = page.getByLabel('Name', { exact: true });
      await name.fill('Pressed twice');
      // From here on no script arrives: the page of the new scheme is one.
      let release;
      const released = new Promise((resolve) => {
        release = resolve;
      });
      let held = 0;
      await page.route('**/*.js', async (route) => {
        held += 1;
        await released;
        return route.continue();
      });
      const added = page.waitForResponse((response) =>
        response.request().postData()?.includes('mutation SchemeCreatePage'),
      );
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await (await added).finished();
      await name.press('Enter');
      await page.locator('form button[type=submit]').first().click({ force: true });
      release();
      await page.getByText('Pressed twice: added').waitFor();
      assert.ok(held > 0, 'the next page was there already');
    });
    assert.equal(await schemes('Pressed twice'), 1);
  });

  test('saving in one tab leaves what is typed in another', async () => {
    const { id } = await ownScheme(place, { name: 'In two tabs', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (first) => {
      const second = await first.context().newPage();
      second.on('dialog', (dialog) => dialog.accept());
      await open(first, id);
      await open(second, id);
      await second.getByLabel('Description').fill('Typed in the second tab.');
      await first.getByLabel('Lead post').fill('Saved in the first tab');
      await first.getByRole('button', { name: 'Save' }).click();
      await first.getByText('Scheme saved').waitFor();
      await second.reload();
      await second.getByText('This is what you entered earlier').waitFor();
      assert.equal(await second.getByLabel('Description').inputValue(), 'Typed in the second tab.');
    });
  });

  test('a scheme whose answer was lost is not added again, after a reload neither', async () => {
    await withPage({ ...signedIn(place.coordinator), allowed: lost }, async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/schemes/new`);
      await loseAnswers(page, 'mutation SchemeCreatePage');
      await page.getByLabel('Name', { exact: true }).fill('Added once');
      const add = page.getByRole('button', { name: 'Add', exact: true });
      await add.click();
      await page.getByText('The register could not be reached.').waitFor();
      await page.unrouteAll({ behavior: 'wait' });
      await page.reload();
      await page.getByText('This is what you entered earlier').waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Added once, and renamed');
      await add.click();
      await page.getByText('has been saved after all, as it was then').first().waitFor();
      assert.equal(await schemes('Added once'), 1);
    });
    await withPage({ ...signedIn(place.coordinator), allowed: lost }, async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/schemes/new`);
      await loseAnswers(page, 'mutation SchemeCreatePage');
      await page.getByLabel('Name', { exact: true }).fill('Sent twice');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('The register could not be reached.').waitFor();
      await page.unrouteAll({ behavior: 'wait' });
      await page.reload();
      await page.getByText('This is what you entered earlier').waitFor();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Sent twice' }).waitFor();
      assert.equal(await schemes('Sent twice'), 1);
    });
  });

  test('an edit whose answer was lost goes on from what was saved', async () => {
    const { id } = await ownScheme(place, { name: 'Lost and changed', leadAgency: 'essex-police' });
    await withPage({ ...signedIn(place.sergeant), allowed: lost }, async (page) => {
      await open(page, id);
      await loseAnswers(page, 'SchemeEditPage_Update');
      await page.getByLabel('Lead post').fill('First words');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The register could not be reached.').waitFor();
      await page.unrouteAll({ behavior: 'wait' });
      await page.getByLabel('Lead post').fill('Second words');
      await page.getByRole('button', { name: 'Save' }).click();
      await page
        .getByRole('heading', { name: 'What you sent before the connection failed' })
        .waitFor();
      assert.equal(await page.getByText('Somebody else').count(), 0);
      await page.getByRole('button', { name: 'Use these values' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Scheme saved').waitFor();
    });
    const { leadPost, changes } = await schemeOf(id);
    assert.deepEqual(
      { leadPost, changes },
      { leadPost: 'Second words', changes: { totalCount: 3 } },
    );
  });

  test('without a network the form says so, keeps what was typed, and saves later', async () => {
    const { id } = await ownScheme(place, { name: 'No network', leadAgency: 'essex-police' });
    const allowed = [/failed: net::ERR/, /Failed to load resource/, /WebSocket/];
    await withPage({ ...signedIn(place.sergeant), allowed }, async (page) => {
      await open(page, id);
      await page.getByLabel('Lead post').fill('Harbour inspector');
      await page.context().setOffline(true);
      await page.getByRole('heading', { name: 'Important' }).waitFor();
      await page.getByText('You are offline').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The register could not be reached.').waitFor();
      assert.equal(await page.getByLabel('Lead post').inputValue(), 'Harbour inspector');
      await page.context().setOffline(false);
      await page.getByText('You are offline').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Scheme saved').waitFor();
    });
    const { leadPost, changes } = await schemeOf(id);
    assert.deepEqual(
      { leadPost, changes },
      { leadPost: 'Harbour inspector', changes: { totalCount: 2 } },
    );
  });

  test('an undo is not offered beside a form that it would contradict', async () => {
    const { id } = await ownScheme(place, { name: 'Undo and edit', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (page) => {
      await page.goto(`/admin/p/${place.slug}/schemes/${id}`);
      await page.getByLabel('Status').selectOption('PAUSED');
      await page.getByRole('button', { name: 'Save status' }).click();
      const undo = page.getByRole('button', { name: 'Undo' });
      await undo.waitFor();
      await page.getByRole('link', { name: 'Edit Undo and edit' }).click();
      await page.getByRole('heading', { level: 1, name: /^Edit/ }).waitFor();
      assert.equal(await undo.count(), 0);
    });
  });

  test('what was typed survives a reload, and can be thrown away', async () => {
    const { id } = await ownScheme(place, { name: 'Half typed', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await open(page, id);
      await page.getByLabel('Description').fill('Half a sentence');
      await page.reload();
      await page.getByText('This is what you entered earlier and did not save.').waitFor();
      assert.equal(await page.getByLabel('Description').inputValue(), 'Half a sentence');
      await page.getByRole('button', { name: 'Throw it away' }).click();
      assert.equal(await page.getByLabel('Description').inputValue(), '');
      await page.reload();
      await page.getByLabel('Description').waitFor();
      assert.equal(await page.getByText('did not save').count(), 0);
    });
  });
}

/** Says of a scheme, as its lead, that nothing has changed. */
async function confirmed({ id, version }) {
  await api(
    place.sergeant,
    `mutation ($input: SubmitReturnInput!) {
       submitReturn(input: $input) { errors { path message } }
     }`,
    {
      input: {
        partnership: place.id,
        agency: 'essex-police',
        rows: [{ project: id, version, noChange: true }],
      },
    },
  );
}

/** Records that the cabinet adopted a strategy. */
async function approved(id) {
  const { node } = await api(
    place.coordinator,
    'query ($id: ID!) { node(id: $id) { ... on Strategy { version } } }',
    { id },
  );
  await api(
    place.coordinator,
    `mutation ($input: RecordApprovalInput!) {
       recordApproval(input: $input) { errors { path message } }
     }`,
    {
      input: {
        id,
        version: node.version,
        body: 'The cabinet',
        outcome: 'ADOPTED',
        on: '2026-03-09',
      },
    },
  );
}

/** How many approvals a strategy has. */
async function approvals(id) {
  const { node } = await api(
    place.coordinator,
    'query ($id: ID!) { node(id: $id) { ... on Strategy { approvals { body } } } }',
    { id },
  );
  return node.approvals.length;
}

/** A sitting of a meeting of its own, on a day that is past. */
async function ownSitting() {
  const { createMeeting } = await api(
    place.coordinator,
    `mutation ($input: CreateMeetingInput!) {
       createMeeting(input: $input) { meeting { id } errors { path message } }
     }`,
    { input: { partnership: place.id, name: 'Recorded twice', kind: 'TASKING_GROUP' } },
  );
  const { scheduleMeeting } = await api(
    place.coordinator,
    `mutation ($input: ScheduleMeetingInput!) {
       scheduleMeeting(input: $input) { occurrences { id version } errors { path message } }
     }`,
    { input: { meeting: createMeeting.meeting.id, startsOn: '2026-03-10' } },
  );
  return scheduleMeeting.occurrences[0];
}

/** Records that a sitting was held, with one action. */
async function recorded({ id, version }) {
  await api(
    place.coordinator,
    `mutation ($input: RecordMeetingInput!) {
       recordMeeting(input: $input) { errors { path message } }
     }`,
    { input: { id, version, actions: [{ text: 'Check the lights' }] } },
  );
}

async function schemeOf(id) {
  const { node } = await api(
    place.coordinator,
    `query ($id: ID!) {
       node(id: $id) {
         ... on Project { status description leadPost changes { totalCount } }
       }
     }`,
    { id },
  );
  return node;
}
