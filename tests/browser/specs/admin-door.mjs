/** The way in: links, sign-in, the second factor, one's account, and help. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { api, asPerson, newPerson, nextCode, password, signedIn } from '../support/people.mjs';

export function adminDoorSpec() {
  signInTests();
  accountTests();
  helpTests();
  accessibilityTests();
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

async function givePassword(page, who) {
  await page.goto('/admin/sign-in');
  await page.getByLabel('Email address').fill(who.email);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

function signInTests() {
  test('the first sign-in sets up the second factor, by keyboard', async () => {
    const who = await newPerson('sergeant', { enrol: false });
    await withPage({}, async (page) => {
      await page.goto('/admin/');
      await heading(page, 'Sign in');
      await page.getByLabel('Email address').focus();
      await page.keyboard.type(who.email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await heading(page, 'Set up an authenticator app');
      await page.getByLabel('Password').focus();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: 'QR code' }).waitFor();
      who.secret = (await page.getByText(/^[A-Z2-7 ]{32,}$/).textContent()).replaceAll(' ', '');
      await page.getByLabel('Code that the app shows').focus();
      await page.keyboard.type(await nextCode(who));
      await page.keyboard.press('Enter');
      await heading(page, 'Keep your recovery codes');
      const shown = await page.locator('.register-copy__text').textContent();
      assert.equal(shown.split('\n').length, 10);
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      assert.match((await file).suggestedFilename(), /recovery-codes\.txt$/);
      await page.getByRole('button', { name: 'I have kept the codes' }).click();
      await page.getByText('Your authenticator app is set up').waitFor();
      await page.getByRole('link', { name: 'People and roles' }).waitFor();
    });
  });

  test('a recovery code stands in for the app, and a browser is remembered', async () => {
    const who = await newPerson('coordinator');
    await withPage({}, async (page) => {
      await givePassword(page, who);
      await page.getByLabel('Code from your authenticator app').waitFor();
      await page.getByRole('button', { name: 'enter a recovery code' }).click();
      await page.getByLabel('Recovery code').fill(who.recoveryCodes[0]);
      await page.getByLabel('Do not ask for a code').check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('link', { name: who.name }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await heading(page, 'Sign in');
      await givePassword(page, who);
      await page.getByRole('link', { name: who.name }).waitFor();
    });
  });

  test('an empty address and an empty password are asked for, and not called wrong', async () => {
    await withPage({}, async (page) => {
      await page.goto('/admin/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('link', { name: 'Enter your email address' }).waitFor();
      await page.getByRole('link', { name: 'Enter your password' }).waitFor();
      assert.equal(await page.getByText('is wrong').count(), 0);
    });
  });

  test('a wrong password is said beside the field, and nothing else is told', async () => {
    await withPage({}, async (page) => {
      await page.goto('/admin/sign-in');
      await page.getByLabel('Email address').fill('nobody@example.org');
      await page.getByLabel('Password').fill('not the password of anybody');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('link', { name: 'The address or the password is wrong' }).click();
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'));
      assert.equal(focused, 'password');
      assert.match(await page.title(), /^Error: /);
    });
  });

  test('a link that no longer works says what to do', async () => {
    await withPage({}, async (page) => {
      await page.goto('/admin/reset-password#prl_used');
      await page.getByLabel('New password').fill(password);
      assert.equal(new URL(page.url()).hash, '', 'the secret stays in the address');
      await page.getByRole('button', { name: 'Save password' }).click();
      await page.getByText('This link no longer works').waitFor();
      await page.getByRole('link', { name: 'Ask for a new link' }).click();
      await heading(page, 'Forgotten password');
      await page.getByLabel('Email address').fill('nobody@example.org');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await heading(page, 'This register sends no email');
    });
  });

  test('a form half filled is saved after the session has ended', async () => {
    const who = await newPerson('coordinator');
    const { id, name } = await newScheme();
    const allowed = [/401/];
    await withPage({ ...signedIn(who), allowed }, async (page) => {
      await page.goto(`/admin/p/safer-chelmsford/schemes/${id}/edit`);
      await page.getByLabel('Description').fill('Written before the session ended');
      await api(who, 'mutation { signOut { errors { message } } }');
      await page.getByRole('button', { name: 'Save' }).click();
      const dialog = page.getByRole('dialog', { name: 'Sign in again' });
      await dialog.getByLabel('Password').fill(password);
      const held = await page.evaluate(() => document.activeElement?.closest('dialog') !== null);
      assert.ok(held, 'the dialog does not hold the focus');
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await dialog.getByLabel('Code from your authenticator app').fill(await nextCode(who));
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Scheme saved').waitFor();
      await dialog.waitFor({ state: 'detached' });
    });
    const saved = await api(
      'coordinator',
      'query ($id: ID!) { node(id: $id) { ... on Project { name description } } }',
      { id },
    );
    assert.deepEqual(saved.node, { name, description: 'Written before the session ended' });
  });

  test('a page whose session has ended shows nothing as the public sees it', async () => {
    const who = await newPerson('coordinator');
    await withPage({ ...signedIn(who), allowed: [/401/] }, async (page) => {
      await page.goto('/admin/p/safer-chelmsford/schemes');
      await page.getByText('Purple Flag Accreditation').first().waitFor();
      await api(who, 'mutation { signOut { errors { message } } }');
      await page.getByRole('link', { name: 'History', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Sign in again' });
      await dialog.waitFor();
      assert.equal(await page.getByText('take a filter away').count(), 0);
      await dialog.getByLabel('Password').fill(password);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await dialog.getByLabel('Code from your authenticator app').fill(await nextCode(who));
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page
        .getByText(/[1-9]\d* changes/)
        .first()
        .waitFor();
    });
  });

  test('what one person wrote is not saved in the name of another who signed in beside it', async () => {
    const [who, other] = [await newPerson('sergeant'), await newPerson('coordinator')];
    const { id } = await newScheme({ leadAgency: 'essex-police' });
    await withPage({ ...signedIn(who), allowed: [/409/] }, async (page) => {
      await page.goto(`/admin/p/safer-chelmsford/schemes/${id}/edit`);
      await page.getByLabel('Description').fill('In the name of Sam');
      await page.context().addCookies(other.cookies);
      await page.getByRole('button', { name: 'Save' }).click();
      const dialog = page.getByRole('dialog', {
        name: 'You are now signed in as Carol Coordinator in this browser',
      });
      await dialog.getByText('was not saved in the name of Carol Coordinator').waitFor();
      assert.deepEqual(await violationsInEveryLook(page), {});
      await dialog.getByLabel('Password').fill(password);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await dialog.getByLabel('Code from your authenticator app').fill(await nextCode(who));
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Scheme saved').waitFor();
      await dialog.waitFor({ state: 'detached' });
    });
    const { node } = await api(
      'coordinator',
      `query ($id: ID!) { node(id: $id) { ... on Project {
         description changes(first: 1) { nodes { actor { name } } } } } }`,
      { id },
    );
    assert.equal(node.description, 'In the name of Sam');
    assert.equal(node.changes.nodes[0].actor.name, who.name);
  });

  test('whoever did not keep the recovery codes is told so, and a key not used is', async () => {
    const who = await newPerson('sergeant', { enrol: false });
    await withPage(signedIn(who), async (page) => {
      const begin = async () => {
        await page.goto('/admin/account/second-factor');
        await page.getByLabel('Password').fill(password);
        await page.getByRole('button', { name: 'Continue' }).click();
        await heading(page, 'Let the app read this code');
        const link = page.getByText('Open my authenticator app');
        assert.match(await link.getAttribute('href'), /^otpauth:/);
      };
      await begin();
      await page.goto('/admin/account/second-factor');
      await page.getByText('Another key is made now').waitFor();
      await begin();
      who.secret = (await page.locator('.register-copy__text').innerText()).replace(/\s/g, '');
      await page.getByLabel('Code that the app shows now').fill(await nextCode(who));
      await page.getByRole('button', { name: 'Continue' }).click();
      await heading(page, 'Keep your recovery codes');
      await page.goto('/admin/account');
      await page.getByText('you did not say that you kept them').waitFor();
      await page.getByRole('link', { name: 'make new codes' }).click();
      await heading(page, 'New recovery codes');
    });
  });

  test('signing out forgets what was typed', async () => {
    const who = await newPerson('coordinator');
    const { id } = await newScheme();
    await withPage(signedIn(who), async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`/admin/p/safer-chelmsford/schemes/${id}/edit`);
      await page.getByLabel('Description').fill('Not for the next person');
      await page.waitForFunction(() => Object.keys(localStorage).length > 0);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await heading(page, 'Sign in');
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
      assert.doesNotMatch(kept, /next person/);
    });
  });
}

/** A scheme of its own for a test. */
async function newScheme(input = {}) {
  const name = `Scheme of a test ${Math.random().toString(36).slice(2)}`;
  const { createProject } = await api(
    'coordinator',
    `mutation ($input: CreateProjectInput!) {
       createProject(input: $input) { project { id name } errors { message } }
     }`,
    { input: { partnership: 'safer-chelmsford', name, ...input } },
  );
  return createProject.project;
}

function accountTests() {
  test('one’s other sessions are seen and ended', async () => {
    const who = await newPerson('sergeant');
    await withPage(signedIn(who), async (page) => {
      await page.goto('/admin/account');
      await page.getByText('Partner admin for Essex Police').waitFor();
      await page.getByText('10 codes left').waitFor();
      await page.getByRole('link', { name: 'Change password' }).click();
      await page.getByLabel('Password now').fill(password);
      await page.getByLabel('New password').fill('short');
      await page.getByText('Too short so far').waitFor();
      await page.getByLabel('New password').fill('teapot-velvet-anchor-moss');
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Password changed').waitFor();
      await withPage({}, async (other) => {
        await other.goto('/admin/sign-in');
        await other.getByLabel('Email address').fill(who.email);
        await other.getByLabel('Password').fill('teapot-velvet-anchor-moss');
        await other.getByRole('button', { name: 'Sign in' }).click();
        await other.getByLabel('Code from').fill(await nextCode(who));
        await other.getByRole('button', { name: 'Continue' }).click();
        await other.getByRole('link', { name: who.name }).waitFor();
      });
      await page.getByRole('link', { name: 'See where you are signed in' }).click();
      await page.getByText('(this one)').waitFor();
      await page.getByRole('button', { name: 'End all other sessions' }).click();
      await page.getByText('1 session ended').waitFor();
    });
  });
}

function helpTests() {
  test('help is there without signing in', async () => {
    await withPage({}, async (page) => {
      await page.goto('/admin/help');
      await heading(page, 'Help');
      await page.getByRole('link', { name: 'Partner admin' }).click();
      await heading(page, 'Help for partner admins');
      await page.getByRole('link', { name: 'Accessibility statement' }).click();
      await heading(page, 'Accessibility statement');
    });
  });
}

function accessibilityTests() {
  const open = [
    '/sign-in',
    '/set-up',
    '/accept-invitation',
    '/forgot-password',
    '/reset-password',
    '/help',
    '/help/partner-admin',
    '/accessibility',
  ];
  const signedInPages = [
    '/account',
    '/account/password',
    '/account/second-factor',
    '/account/recovery-codes',
    '/account/sessions',
    '/account/calendar',
    '/people',
    '/people/new',
    '/people/roles',
    '/people/sign-ins',
    '/keys',
    '/keys/new',
  ];
  for (const paths of threes(open)) {
    test(`${paths.join(', ')}: accessible in every look`, async () => {
      await withPage({ bypassCSP: true }, (page) => lookAt(page, paths));
    });
  }
  for (const paths of threes(signedInPages)) {
    test(`${paths.join(', ')}: accessible in every look`, async () => {
      await asPerson('admin', { bypassCSP: true }, (page) => lookAt(page, paths));
    });
  }
}

/** A few pages a test: quick enough, and the first fault does not hide all others. */
function threes(paths) {
  const groups = [];
  for (let at = 0; at < paths.length; at += 3) groups.push(paths.slice(at, at + 3));
  return groups;
}

async function lookAt(page, paths) {
  for (const path of paths) {
    await page.goto(`/admin${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await violationsInEveryLook(page), {}, path);
  }
}
