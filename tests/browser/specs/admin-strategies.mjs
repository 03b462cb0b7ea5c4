import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../support/browser.mjs';
import { enter, tabTo, typeInto } from '../support/keyboard.mjs';
import { api, asPerson } from '../support/people.mjs';
import { orderOf, ownAgency, ownPartnership, ownStrategy } from '../support/strategies.mjs';

const plan = {
  Violence: ['knife crime', 'high harm'],
  'Nuisance and noise': ['noise at night'],
  'Rural crime': [],
};

/** A strategy in the hands of its coordinator: editions, their order, their pictures. */
export function adminStrategiesSpec() {
  test('a coordinator rolls a strategy forward and publishes it, by keyboard alone', rollForward);
  test('priorities are put in order by keyboard, and the focus stays', orderByKeyboard);
  test('priorities are put in order by pointer', orderByPointer);
  test('priorities are put in order by a finger, and the page stays where it is', orderByFinger);
  test('the order of a published edition is saved with a reason', orderWithReason);
  test('several focus areas are added at once, one a line', addSeveral);
  test('the pictures stand within the content security policy, with their tables', pictures);
}

const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name, exact: typeof name === 'string' });
const publicPage = async (slug) => (await fetch(`${base}/partnerships/${slug}`)).text();

async function rollForward() {
  const own = await ownPartnership('Rolling Partnership');
  const first = await ownStrategy(own, 'Plan 2026/27', plan, { publish: true });
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies`);
    await enter(page, link(page, first.title));
    await enter(page, link(page, 'Roll forward'));
    await page.getByRole('heading', { name: 'Roll this strategy forward' }).waitFor();
    // The next title and period are offered already.
    assert.equal(await page.getByLabel('Title of the next edition').inputValue(), 'Plan 2027/28');
    await tabTo(page, page.getByRole('checkbox', { name: 'high harm' }));
    await page.keyboard.press('Space');
    await enter(page, button(page, 'Preview the next edition'));
    await page.getByText('3 priorities and 2 focus areas are carried').waitFor();
    await page.getByText('0 priorities and 1 focus area are dropped').waitFor();
    await page.goBack();
    await page.getByLabel('Title of the next edition').waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'high harm' }).isChecked(), false);
    await enter(page, button(page, 'Preview the next edition'));
    await enter(page, button(page, 'Make the draft'));
    await page.getByText('The draft of the next edition is made').waitFor();

    await enter(page, button(page, 'Reword 1. Violence'));
    await typeInto(page, page.getByLabel('Title of the priority'), 'Violence and exploitation');
    await page.keyboard.press('Enter');
    await link(page, '1. Violence and exploitation').waitFor();
    const opener = button(page, 'Reword 1. Violence and exploitation');
    await page.waitForFunction(
      (each) => each === document.activeElement,
      await opener.elementHandle(),
    );

    await enter(page, link(page, 'noise at night'));
    await enter(page, button(page, 'Archive this focus area'));
    await typeInto(page, page.getByLabel('Why are you making this change?'), 'Merged with another');
    await page.keyboard.press('Enter');
    await page.getByText('noise at night: archived').waitFor();

    await enter(page, link(page, 'Plan 2027/28').first());
    await enter(page, link(page, 'Compare the two editions'));
    await page.getByText('Priorities: 2 carried, 1 reworded').waitFor();
    await page.getByText('Focus areas: 1 carried, 2 dropped').waitFor();
    await enter(page, link(page, 'Plan 2027/28'));

    await enter(page, link(page, 'Record an approval'));
    await typeInto(page, page.getByLabel('Which body decided?'), 'The partnership board');
    await enter(page, button(page, 'Record the approval'));
    await page.getByRole('alert').getByText('Choose what was decided').waitFor();
    await page.getByLabel('Adopted', { exact: true }).check();
    const when = page.getByRole('group', { name: 'When?' });
    await typeInto(page, when.getByLabel('Day', { exact: true }), '23/11/2025');
    await enter(page, button(page, 'Record the approval'));
    await page.getByRole('cell', { name: 'Adopted' }).waitFor();

    const before = await publicPage(own.slug);
    assert.match(before, /Violence/);
    assert.doesNotMatch(before, /Violence and exploitation/);
    await enter(page, link(page, 'Publish'));
    await page.getByText(/stays the current plan until 1 April 2027/).waitFor();
    await typeInto(
      page,
      page.getByLabel('Why are you making this change?'),
      'Agreed on 23 November',
    );
    await page.keyboard.press('Enter');
    await page.getByText('Plan 2027/28 is published').waitFor();
  });
  const { partnership } = await api(
    own.coordinator,
    'query ($slug: String!) { partnership(slug: $slug) { strategy(on: "2027-05-01") { priorities { title focusAreas { title } } } } }',
    { slug: own.slug },
  );
  assert.deepEqual(
    partnership.strategy.priorities.map(({ title, focusAreas }) => [title, focusAreas.length]),
    [
      ['Violence and exploitation', 1],
      ['Nuisance and noise', 0],
      ['Rural crime', 0],
    ],
  );
  assert.deepEqual(await orderOf(own.coordinator, first.id), Object.keys(plan));
}

async function orderByKeyboard() {
  const own = await ownPartnership('Ordering Partnership');
  const { id } = await ownStrategy(own, 'Plan to order', plan);
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    await enter(page, button(page, 'Move Violence Down'));
    await page.getByText('Violence is now 2 of 3.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Violence is now 3 of 3.').waitFor();
    await link(page, '3. Violence').waitFor();
    const focused = await page.evaluate(() => document.activeElement.textContent);
    assert.match(focused, /Move Violence.*Down/);
  });
  assert.deepEqual(await orderOf(own.coordinator, id), [
    'Nuisance and noise',
    'Rural crime',
    'Violence',
  ]);
}

async function orderByPointer() {
  const own = await ownPartnership('Dragging Partnership');
  const { id } = await ownStrategy(own, 'Plan to drag', plan);
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    const items = page.locator('[aria-label="Priorities in order"] > li');
    await items.nth(2).scrollIntoViewIfNeeded();
    const [from, to] = [await gripOf(items.nth(2)), await items.nth(0).boundingBox()];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, to.y + 30, { steps: 5 });
    await page.mouse.move(from.x, to.y + 2, { steps: 2 });
    await page.mouse.up();
    await link(page, '1. Rural crime').waitFor();
    // A drag that is given up changes nothing.
    const again = await gripOf(items.nth(0));
    await page.mouse.move(again.x, again.y);
    await page.mouse.down();
    await page.mouse.move(again.x, again.y + 400, { steps: 5 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  assert.deepEqual(await orderOf(own.coordinator, id), [
    'Rural crime',
    'Violence',
    'Nuisance and noise',
  ]);
}

async function orderByFinger() {
  const own = await ownPartnership('Touched Partnership');
  const { id } = await ownStrategy(own, 'Plan on a tablet', plan);
  const tablet = { hasTouch: true, viewport: { width: 768, height: 1000 } };
  await asPerson(own.coordinator, tablet, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    const items = page.locator('[aria-label="Priorities in order"] > li');
    // Far from the edges, near which the page scrolls on purpose.
    await items.nth(0).evaluate((item) => item.scrollIntoView({ block: 'center' }));
    const scrolled = await page.evaluate(() => window.scrollY);
    const [from, to] = [await gripOf(items.nth(1)), await items.nth(0).boundingBox()];
    const touch = await page.context().newCDPSession(page);
    const finger = (type, ...touchPoints) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints });
    await finger('touchStart', from);
    for (const y of [from.y - 20, to.y + 30, to.y + 2]) {
      await finger('touchMove', { x: from.x, y });
    }
    await finger('touchEnd');
    await link(page, '1. Nuisance and noise').waitFor();
    assert.equal(await page.evaluate(() => window.scrollY), scrolled);
  });
  assert.deepEqual(await orderOf(own.coordinator, id), [
    'Nuisance and noise',
    'Violence',
    'Rural crime',
  ]);
}

/** The middle of an item's own handle, not of those inside it. */
async function gripOf(item) {
  const { x, y, width, height } = await item
    .locator('> .register-reorder__controls .register-reorder__grip')
    .boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

async function orderWithReason() {
  const own = await ownPartnership('Published Partnership');
  const { id } = await ownStrategy(own, 'Plan in force', plan, { publish: true });
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    await enter(page, button(page, 'Move Rural crime Up'));
    await page.getByText('The new order is not saved yet.').waitFor();
    assert.deepEqual(await orderOf(own.coordinator, id), Object.keys(plan));
    await enter(page, button(page, 'Save the order'));
    await page.getByRole('alert').filter({ hasText: /why/i }).waitFor();
    await typeInto(page, page.getByLabel('Why are you changing the order?'), 'As the board agreed');
    await page.keyboard.press('Enter');
    await link(page, '2. Rural crime').waitFor();
  });
  assert.deepEqual(await orderOf(own.coordinator, id), [
    'Violence',
    'Rural crime',
    'Nuisance and noise',
  ]);
}

async function addSeveral() {
  const own = await ownPartnership('Adding Partnership');
  const { id } = await ownStrategy(own, 'Plan to fill', plan);
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/strategies/${id}`);
    await link(page, 'Add focus areas to 3. Rural crime').click();
    const box = page.getByLabel('Focus areas, one a line');
    await box.fill(`hare coursing\n${'x'.repeat(3_000)}`);
    await button(page, 'Add 2 focus areas').click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await box.fill('- hare coursing\n- fly-tipping\n');
    await button(page, 'Add 2 focus areas').click();
    await page.getByText('2 focus areas added').waitFor();
    await link(page, 'fly-tipping').waitFor();
  });
}

async function pictures() {
  const own = await ownPartnership('Pictured Partnership');
  const strategy = await ownStrategy(own, 'Plan with ratings', plan, { publish: true });
  const agency = await ownAgency(own, 'Pictured Agency');
  for (const [on, rating] of [
    ['2026-06-30', 'AMBER'],
    ['2026-09-30', 'GREEN'],
  ])
    await api(
      own.coordinator,
      'mutation ($input: PostProgressInput!) { postProgress(input: $input) { errors { message } } }',
      { input: { priority: strategy.priorities[0].id, rating, on } },
    );
  await api(
    own.coordinator,
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { errors { message } } }',
    {
      input: {
        partnership: own.slug,
        name: 'Pictured Scheme',
        leadAgency: agency,
        strategyId: strategy.id,
        priorities: [strategy.priorities[0].id],
      },
    },
  );
  await asPerson(own.coordinator, {}, async (page) => {
    await page.goto(`/admin/p/${own.slug}/ratings`);
    const picture = page.getByRole('img', { name: /Ratings of each priority over time/ });
    await picture.waitFor();
    assert.equal(await picture.locator('style').count(), 0);
    assert.deepEqual((await picture.getByText(/^[AGRN]$/).allTextContents()).sort(), ['A', 'G']);
    await page.getByRole('rowheader', { name: 'July to September 2026' }).waitFor();
    await page.goto(`/admin/p/${own.slug}/responsibilities`);
    const matrix = page.getByRole('region', { name: 'Responsibility matrix' });
    await matrix.getByRole('cell', { name: '1 led' }).first().waitFor();
    await page.getByRole('table', { name: 'Schemes by agency and priority' }).waitFor();
  });
}
