import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withPage } from '../support/browser.mjs';
import { openMailbox } from '../support/mailbox.mjs';
import { api, newPerson, nextCode, password, signedIn } from '../support/people.mjs';

const slug = 'safer-chelmsford';
const at = (path) => `/admin/p/${slug}${path}`;
const pictures = process.env.SCREENSHOTS === '1';
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

/** Who leads what, by the words of the letter and the tick boxes. */
const leads = {
  'Essex Police': ['A&E data sharing', 'Behave or Be Banned', 'Operation Henderson'],
  'Chelmsford City Council': ['Bedding sweeps', 'CCTV'],
  'Essex Fire and Rescue': ['Junior Warden Scheme'],
  'Probation Service': ['J9 Training'],
};

const said = {
  cctv: 'Two cameras were replaced in the High Street.',
  henderson: 'Three operations were held, two fewer than planned.',
  warden: 'Eleven wardens were trained, told by telephone.',
};

let mailbox;

/** The year of Safer Chelmsford, told once from its beginning to its end. */
export function yearSpec() {
  before(async () => {
    mailbox = await openMailbox();
  });
  after(() => mailbox?.close());

  test('the year of Safer Chelmsford, from leads to the next edition', async () => {
    const people = await everybody();
    await step('leads are set up', () => setUpLeads(people));
    const sittings = await step('the board has sat once and sits again', () => board(people));
    const request = await step('returns are asked for', () => ask(people));
    await step('an agency answers from its letter', () => answerFromLetter(people));
    await step('a second one answers', () => answerAtHome(people));
    await step('one is entered on behalf', () => enterOnBehalf(people, request));
    await step('one stays silent, and only it is reminded', () => remind(people, request));
    await step('the paper is printed and compared', () => paper(people, sittings));
    const actions = await step('the sitting is recorded', () => record(people, sittings));
    await step('actions are chased', () => chase(people, actions));
    await step('the next edition is rolled forward, approved and published', () => edition(people));
    await step('the auditor finds all of it', () => audit(people, request));
  });
}

async function step(name, work) {
  const begun = Date.now();
  const made = await work();
  console.log(`# ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return made;
}

async function everybody() {
  const acts = (agency) => ['partner-admin', '--partnership', slug, '--agency', agency];
  return {
    coordinator: await newPerson('coordinator'),
    sergeant: await newPerson('sergeant'),
    council: await newPerson('housing'),
    fire: await newPerson('housing', { grant: acts('essex-fire-and-rescue') }),
    probation: await newPerson('housing', { grant: acts('probation-service') }),
    auditor: await newPerson('auditor'),
  };
}

/** A page on which somebody is signed in. */
const as = (who, use, options = {}) => withPage({ ...signedIn(who), ...options }, use);

/** A picture for the documentation, taken with SCREENSHOTS=1; smaller than in life. */
async function picture(page, name, height = 640) {
  if (!pictures) return;
  mkdirSync(images, { recursive: true });
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1000, height: 900 });
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => scrollTo(0, 0));
  const { y = 0 } = (await page.locator('main').boundingBox()) ?? {};
  await page.screenshot({
    path: join(images, `year-${name}.png`),
    clip: { x: 0, y: Math.max(0, y), width: 1000, height },
    caret: 'hide',
    animations: 'disabled',
    scale: 'css',
    fullPage: true,
  });
  await page.setViewportSize(before);
}

async function setUpLeads({ coordinator }) {
  await as(coordinator, async (page) => {
    for (const [agency, schemes] of Object.entries(leads)) {
      await page.goto(at('/assign-leads'));
      for (const name of schemes) await page.getByRole('checkbox', { name, exact: true }).check();
      await page.getByLabel('Lead agency').selectOption({ label: agency });
      await page.getByRole('button', { name: 'Assign the lead' }).click();
      await page.getByText(`${agency} now leads`).waitFor();
    }
  });
}

const dayOn = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const words = (day) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));

/** The board's last sitting, of three months ago, and the one whose papers are due. */
async function board({ coordinator }) {
  const { partnership } = await api(
    coordinator,
    `query ($slug: String!) { partnership(slug: $slug) { board { id name } } }`,
    { slug },
  );
  const schedule = async (startsOn) => {
    const { scheduleMeeting } = await api(
      coordinator,
      `mutation ($input: ScheduleMeetingInput!) {
         scheduleMeeting(input: $input) { occurrences { id version } errors { path message } }
       }`,
      { input: { meeting: partnership.board.id, startsOn, startTime: '10:00' } },
    );
    return scheduleMeeting.occurrences[0];
  };
  const last = await schedule(dayOn(-91));
  await api(
    coordinator,
    `mutation ($input: RecordMeetingInput!) { recordMeeting(input: $input) { errors { path message } } }`,
    { input: { id: last.id, version: last.version, summary: 'The plan was agreed.' } },
  );
  const next = await schedule(dayOn(0));
  return { board: partnership.board, next: next.id };
}

async function ask({ coordinator }) {
  let id;
  await as(coordinator, async (page) => {
    await page.goto('/admin/');
    await page.getByRole('link', { name: 'Ask for updates' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ask for updates' }).waitFor();
    const asked = page.getByRole('group', { name: 'Which agencies are asked?' });
    for (const box of await asked.getByRole('checkbox').all()) await box.uncheck();
    for (const agency of Object.keys(leads)) {
      await asked.getByRole('checkbox', { name: agency, exact: true }).check();
    }
    await page
      .getByLabel('What else should the letter say? (optional)')
      .fill('The board would like to hear about the Night-time economy.');
    await page
      .getByRole('region', { name: 'The letter' })
      .getByText('The board would like to hear')
      .waitFor();
    await picture(page, 'ask', 900);
    await page.getByRole('button', { name: 'Ask for updates' }).click();
    await page.getByText('4 agencies asked: the letters are on their way').waitFor();
    id = page.url().split('/').at(-1);
  });
  return id;
}

const isReminder = ({ subject }) => subject.startsWith('Reminder:');

/** The next letter to somebody that is about an update, and not about their account. */
async function letterAboutUpdates({ email }) {
  let letter;
  do letter = await mailbox.letterTo(email);
  while (!/your update for the/i.test(letter.subject));
  return letter;
}

async function answerFromLetter({ sergeant }) {
  const { subject, text } = await letterAboutUpdates(sergeant);
  assert.match(subject, /^Your update for the Safer Chelmsford Partnership is due on/);
  assert.match(text, /asks Essex Police for an update/);
  assert.match(text, /hear about the Night-time economy/);
  const [link] = text.match(/https?:\/\/\S+\/return\S+/) ?? [];
  await withPage({}, async (page) => {
    await page.goto(link);
    await page.getByLabel('Email address').fill(sergeant.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Code from your authenticator app').fill(await nextCode(sergeant));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Your update: Essex Police/ }).waitFor();
    const group = (name) => page.getByRole('group', { name, exact: true });
    await group('A&E data sharing').getByLabel('No change').check();
    await group('Behave or Be Banned').getByLabel('No change').check();
    const henderson = group('Operation Henderson');
    await henderson.getByLabel('Status').selectOption({ label: 'Active' });
    await henderson.getByLabel('How is it going?').selectOption({ label: 'Amber' });
    await henderson.getByLabel('What is new?').fill(said.henderson);
    await picture(page, 'return', 900);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Essex Police has answered: 3 schemes reported').waitFor();
  });
}

async function answerAtHome({ council }) {
  await as(council, async (page) => {
    await page.goto('/admin/');
    await page.getByRole('heading', { name: /Your update is due on/ }).waitFor();
    await picture(page, 'partner-home');
    await page.getByRole('link', { name: 'Give your update' }).click();
    const group = (name) => page.getByRole('group', { name, exact: true });
    await group('Bedding sweeps').getByLabel('No change').check();
    await group('CCTV').getByLabel('How is it going?').selectOption({ label: 'Green' });
    await group('CCTV').getByLabel('What is new?').fill(said.cctv);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Chelmsford City Council has answered: 2 schemes reported').waitFor();
    await page.goto('/admin/');
    await page.getByText(/You answered on/).waitFor();
  });
}

async function enterOnBehalf({ coordinator }, request) {
  await as(coordinator, async (page) => {
    await page.goto(at(`/updates/${request}`));
    await page.getByRole('link', { name: 'Enter its update for Essex Fire and Rescue' }).click();
    const group = page.getByRole('group', { name: 'Junior Warden Scheme', exact: true });
    await group.getByLabel('How is it going?').selectOption({ label: 'Red' });
    await group.getByLabel('What is new?').fill(said.warden);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Essex Fire and Rescue has answered: 1 scheme reported').waitFor();
    await page.goto(at(`/updates/${request}`));
    await page.getByText(', on its behalf').waitFor();
  });
}

async function remind({ coordinator, probation, sergeant, fire }, request) {
  await as(coordinator, async (page) => {
    await page.goto(at(`/updates/${request}`));
    const silent = page.getByRole('row').filter({ hasText: 'Probation Service' });
    await silent.getByText('Nothing yet').waitFor();
    await picture(page, 'progress', 760);
    await page.getByRole('button', { name: 'Remind 1 agency now' }).click();
    await page.getByText('1 agency reminded').waitFor();
  });
  await letterAboutUpdates(probation);
  const reminder = await letterAboutUpdates(probation);
  assert.match(reminder.text, /has not yet had an update from Probation Service/);
  const reminded = (who) => mailbox.waitingFor(who.email).filter(isReminder).length;
  assert.deepEqual([reminded(sergeant), reminded(fire)], [0, 0]);
}

/** What the paper says stands beside what the register was told; on screen and on paper alike. */
async function paper({ coordinator }, { next }) {
  const address = `/partnerships/${slug}/papers/${next}`;
  await as(coordinator, async (page) => {
    await page.goto(at(`/sittings/${next}`));
    await page.goto(`${address}?partners=1`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const shown = await page.locator('body').textContent();
    for (const text of [said.henderson, said.warden]) assert.ok(shown.includes(text), text);
    for (const word of ['Amber', 'Red', 'Operation Henderson', 'Junior Warden Scheme'])
      assert.ok(shown.includes(word), word);
    // Who was silent has no say in it, and is named for that.
    assert.match(shown, /J9 Training/);
    await picture(page, 'paper', 900);
    compare(said.henderson, printed(await page.pdf({ format: 'A4' })));
    const kept = await page.request.get(`${address}.pdf?partners=1`);
    assert.equal(kept.status(), 200);
    compare(said.henderson, printed(await kept.body()));
    compare(said.warden, printed(await kept.body()));
    // What is for partners is not in the one for the public.
    const open = await (await page.request.get(`${address}.html`)).text();
    assert.ok(!open.includes(said.henderson), 'progress is for partners');
  });
}

/** The text of a PDF, as poppler reads it. */
function printed(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'register-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a text holds a sentence, however its lines are broken. */
function compare(sentence, text) {
  const plain = (each) => each.replace(/[\s\u00ad-]+/g, '');
  assert.ok(plain(text).includes(plain(sentence)), `“${sentence}” is not printed`);
}

async function record({ coordinator }, { next }) {
  const agreed = ['Find a second trainer for the wardens', 'Write to Probation about J9 Training'];
  await as(coordinator, async (page) => {
    await page.goto(at(`/sittings/${next}/record`));
    await page.getByRole('heading', { name: 'Record the sitting' }).waitFor();
    await page.getByLabel('Chelmsford City Council: Present').check();
    await page.getByLabel('Essex Police: Present').check();
    await page.getByLabel('Essex Fire and Rescue: Apologies').check();
    await page.getByRole('button', { name: 'Add an action' }).click();
    await page.keyboard.type(agreed[0]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Essex Police');
    await page.keyboard.press('Tab');
    await page.keyboard.type(inBox(dayOn(10)));
    await page.keyboard.press('Enter');
    await page.keyboard.type(agreed[1]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Chelmsford City Council');
    await page.keyboard.press('Tab');
    await page.keyboard.type(inBox(dayOn(10)));
    await picture(page, 'record', 900);
    await page.getByRole('button', { name: 'Save the record' }).click();
    await page.getByText('Sitting recorded, with 2 actions').waitFor();
  });
  return agreed;
}

/** A day as one types it: 27/3/2027. */
const inBox = (day) => day.split('-').reverse().map(Number).join('/');

async function chase({ coordinator, sergeant, council }, [wardens, probation]) {
  await as(sergeant, async (page) => {
    // On the return, beside the schemes.
    await page.goto(at('/return'));
    const action = page.getByRole('group', { name: new RegExp(wardens) });
    await action.getByLabel('Done', { exact: true }).check();
    await action.getByLabel('What was done so far?').fill('A trainer of the county helps.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await action.waitFor({ state: 'detached' });
  });
  await as(council, async (page) => {
    await page.goto('/admin/');
    await page.getByRole('link', { name: new RegExp(probation) }).waitFor();
  });
  await as(coordinator, async (page) => {
    await page.goto(at('/actions'));
    await page.getByRole('link', { name: new RegExp(probation) }).click();
    await page.getByRole('link', { name: /^Change due date/ }).click();
    const boxes = page.getByRole('group', { name: 'New due date' });
    const [year, month, day] = dayOn(40).split('-');
    await boxes.getByLabel('Day', { exact: true }).fill(day);
    await boxes.getByLabel('Month').fill(month);
    await boxes.getByLabel('Year').fill(year);
    await page.getByLabel('Why are you making this change?').fill('They answer in the new year');
    await page
      .getByRole('main')
      .getByRole('button', { name: /due date|Save/ })
      .click();
    await page
      .getByText(words(dayOn(40)))
      .first()
      .waitFor();
    await page.goto(at('/actions?show=all'));
    await page.getByRole('row').filter({ hasText: wardens }).getByText('Completed').waitFor();
  });
}

async function edition({ coordinator }) {
  const title = 'Safer Chelmsford Partnership Strategy 2022/23';
  const button = (page, name) => page.getByRole('button', { name });
  const link = (page, name) => page.getByRole('link', { name, exact: true });
  await as(coordinator, async (page) => {
    await page.goto(at('/strategies'));
    await page
      .getByRole('link', { name: /Strategy 2021\/22/ })
      .first()
      .click();
    await link(page, 'Roll forward').click();
    await page.getByLabel('Title of the next edition').fill(title);
    await button(page, 'Preview the next edition').click();
    await page.getByText('4 priorities and 15 focus areas are carried').waitFor();
    await picture(page, 'roll-forward', 900);
    await button(page, 'Make the draft').click();
    await page.getByText('The draft of the next edition is made').waitFor();
    await link(page, 'Record an approval').click();
    await page.getByLabel('Which body decided?').fill('One Chelmsford Board');
    await page.getByLabel('Adopted', { exact: true }).check();
    const when = page.getByRole('group', { name: 'When?' });
    await when.getByLabel('Day', { exact: true }).fill('23/11/2025');
    await button(page, 'Record the approval').click();
    await page.getByRole('cell', { name: 'Adopted' }).waitFor();
    await link(page, 'Publish').click();
    await page.getByLabel('Why are you making this change?').fill('Agreed by the board');
    await button(page, 'Publish').click();
    await page.getByText(`${title} is published`).waitFor();
  });
  const { partnership } = await api(
    coordinator,
    `query ($slug: String!) { partnership(slug: $slug) { strategies { title state approvals { outcome } priorities { id } } } }`,
    { slug },
  );
  const made = partnership.strategies.find((each) => each.title === title);
  assert.equal(made.state, 'PUBLISHED');
  assert.deepEqual(made.approvals, [{ outcome: 'ADOPTED' }]);
  assert.equal(made.priorities.length, 4);
}

async function audit({ auditor }, request) {
  await as(auditor, async (page) => {
    await page.goto(at(`/updates/${request}`));
    await page.getByText(', on its behalf').waitFor();
    await page.getByText('3 of 4 agencies').waitFor();
    await page.goto(at('/history'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await picture(page, 'auditor', 760);
    await page.goto(at('/as-of'));
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
  const { changes } = await api(
    auditor,
    `query ($id: ID!) { changes(first: 20, filter: { entity: $id }) { nodes { action actor { name } fields { field } } } }`,
    { id: request },
  );
  // Asked, answered by three, reminded once, and added to by one of the three.
  assert.equal(changes.nodes.length, 6);
}
