/** What somebody typed is chosen, said to be wrong, or kept: never dropped in silence. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { ownPartnership, ownScheme } from '../support/own.mjs';
import { api, asPerson, signedIn } from '../support/people.mjs';

let place;

export function adminNothingLostSpec() {
  before(async () => {
    place = await ownPartnership('Nothing Lost Partnership');
  });
  boxTests();
  draftTests();
  undoTests();
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

function boxTests() {
  test('a name that is typed and not chosen stops the form, and stays in its box', async () => {
    await asPerson('admin', { bypassCSP: true }, async (page) => {
      await page.goto('/admin/keys/new');
      await page.getByLabel('What the key is for').fill('Half a name');
      const box = page.getByLabel('Partnership (optional)');
      await box.fill('Nothing Lost Partner');
      await box.press('Enter');
      await heading(page, 'Make an API key');
      await page.getByRole('button', { name: 'Make the key' }).click();
      const said = 'Partnership holds “Nothing Lost Partner”, and nothing is chosen';
      await page.getByRole('alert').getByText(said).waitFor();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await box.inputValue(), 'Nothing Lost Partner');
      assert.equal(await box.getAttribute('aria-invalid'), 'true');
      assert.deepEqual(await violationsInEveryLook(page), {});
      // Typed in full, it is meant, whatever its capitals.
      await box.fill('nothing lost  partnership');
      await page.getByRole('button', { name: 'Make the key' }).click();
      await page.getByText('What is public, of Nothing Lost Partnership').waitFor();
    });
  });

  test('an arrow key in a box for whose text nothing is found opens no list, and breaks none', async () => {
    await asPerson('admin', {}, async (page) => {
      await page.goto('/admin/keys/new');
      const box = page.getByLabel('Partnership (optional)');
      await box.fill('Zzzz');
      await page.getByText('Nothing found').first().waitFor();
      await box.press('ArrowDown');
      await box.fill('Nothing Lost Partner');
      await page.getByRole('option', { name: 'Nothing Lost Partnership' }).click();
      await page.getByRole('button', { name: 'Remove Nothing Lost Partnership' }).waitFor();
    });
  });

  test('a name typed in full is chosen when its box is left', async () => {
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(`/admin/p/${place.slug}/schemes/new`);
      await page.getByLabel('Name', { exact: true }).fill('Led by name');
      await page.getByLabel('Lead agency').fill('essex police');
      await page.getByLabel('Lead agency').press('Tab');
      await page.getByRole('button', { name: 'Remove Essex Police' }).waitFor();
      await page.getByLabel('Lead agency').fill('Esex');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('alert').getByText('holds “Esex”').waitFor();
      await page.getByLabel('Lead agency').fill('');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await heading(page, 'Led by name');
      await page.getByText('Essex Police').first().waitFor();
    });
  });
}

function draftTests() {
  test('what was typed of an action is still there when a colleague closes it first', async () => {
    const action = await ownAction('Chase the lighting survey');
    await withPage(signedIn(place.sergeant), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/actions/${action.id}/close`);
      await page.getByLabel('What came of it? (optional)').fill('The survey came in on Monday');
      await api(
        place.coordinator,
        `mutation ($input: CloseActionInput!) {
           closeAction(input: $input) { errors { path message } }
         }`,
        { input: { ...action, outcome: 'COMPLETED' } },
      );
      await page.getByRole('button', { name: 'Close action' }).click();
      await heading(page, 'This action is closed');
      await page.getByText('The survey came in on Monday').waitFor();
      await page.reload();
      await page.getByText('What you entered was not saved').waitFor();
      await page.getByText('The survey came in on Monday').waitFor();
      await page.getByRole('button', { name: 'Throw it away' }).click();
      await page.getByText('The survey came in on Monday').waitFor({ state: 'detached' });
      await page.reload();
      await heading(page, 'This action is closed');
      assert.equal(await page.getByText('What you entered').count(), 0);
    });
  });

  test('what was typed of a scheme is still there when its lead is taken away', async () => {
    const scheme = await ownScheme(place, { name: 'Lead lost', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/schemes/${scheme.id}/edit`);
      await page.getByLabel('Description').fill('Twelve new columns along the path');
      await api(
        place.coordinator,
        `mutation ($input: UpdateProjectInput!) {
           updateProject(input: $input) { errors { path message } }
         }`,
        { input: { id: scheme.id, version: scheme.version, leadAgency: null } },
      );
      await page.reload();
      await heading(page, 'You cannot edit Lead lost');
      await page.getByText('Twelve new columns along the path').waitFor();
    });
  });

  test('what was typed of a meeting is still there when it goes to another agency', async () => {
    const meeting = await ownMeeting('Harbour group');
    await withPage(signedIn(place.sergeant), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/${place.slug}/meetings/${meeting.id}/edit`);
      await page.getByLabel('How often it meets').fill('On the first Monday after rain');
      await api(
        place.coordinator,
        `mutation ($input: UpdateMeetingInput!) {
           updateMeeting(input: $input) { errors { path message } }
         }`,
        { input: { ...meeting, ownerAgency: null } },
      );
      await page.reload();
      await heading(page, 'Page not found');
      await page.getByText('On the first Monday after rain').waitFor();
    });
  });
}

function undoTests() {
  const paused = async (page, id) => {
    await page.goto(`/admin/p/${place.slug}/schemes/${id}`);
    await page.getByLabel('Status').selectOption('PAUSED');
    await page.getByRole('button', { name: 'Save status' }).click();
    await page.getByText('Status saved: Paused').waitFor();
    return page.getByRole('button', { name: 'Undo' });
  };

  test('an undo that does not reach the register says so, and can be tried again', async () => {
    const { id } = await ownScheme(place, { name: 'Undone late', leadAgency: 'essex-police' });
    const allowed = [/graphql failed/, /Failed to load resource/];
    await withPage({ ...signedIn(place.sergeant), allowed }, async (page) => {
      const undo = await paused(page, id);
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes('Undone at once')
          ? route.abort('connectionreset')
          : route.continue(),
      );
      await undo.click();
      const trouble = page.getByRole('alert').filter({ hasText: 'There is a problem' });
      await trouble.getByText('This could not be undone: the register could not').waitFor();
      assert.equal(await page.getByText('Success').count(), 0);
      await page.unrouteAll({ behavior: 'wait' });
      await undo.click();
      await page.getByText('Status is Not stated again').waitFor();
    });
  });

  test('an undo of what somebody has changed since is no success', async () => {
    const { id } = await ownScheme(place, { name: 'Changed since', leadAgency: 'essex-police' });
    await withPage(signedIn(place.sergeant), async (page) => {
      const undo = await paused(page, id);
      const { node } = await api(
        place.coordinator,
        'query ($id: ID!) { node(id: $id) { ... on Project { version } } }',
        { id },
      );
      await api(
        place.coordinator,
        `mutation ($input: UpdateProjectInput!) {
           updateProject(input: $input) { errors { path message } }
         }`,
        { input: { id, version: node.version, leadPost: 'Inspector' } },
      );
      await undo.click();
      await page.getByText('somebody has changed it since').waitFor();
      assert.equal(await page.getByText('Success').count(), 0);
      assert.equal(await undo.count(), 0);
      await page.getByRole('link', { name: 'Edit Changed since' }).click();
      await heading(page, /^Edit/);
      assert.equal(await page.getByText('somebody has changed it since').count(), 0);
    });
  });
}

/** An action of the police. */
async function ownAction(text) {
  const { createAction } = await api(
    place.coordinator,
    `mutation ($input: CreateActionInput!) {
       createAction(input: $input) { action { id version } errors { path message } }
     }`,
    { input: { partnership: place.id, text, owners: ['essex-police'] } },
  );
  return createAction.action;
}

/** A meeting that belongs to the police. */
async function ownMeeting(name) {
  const { createMeeting } = await api(
    place.coordinator,
    `mutation ($input: CreateMeetingInput!) {
       createMeeting(input: $input) { meeting { id version } errors { path message } }
     }`,
    { input: { partnership: place.id, name, ownerAgency: 'essex-police' } },
  );
  return createMeeting.meeting;
}
