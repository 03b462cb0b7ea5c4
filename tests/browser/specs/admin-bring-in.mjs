import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { rules } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { enter, tabTo, typeInto } from '../support/keyboard.mjs';
import { ownPartnership, ownScheme } from '../support/own.mjs';
import { signedIn } from '../support/people.mjs';

const picture = fileURLToPath(new URL('../../../docs/images/bring-in.png', import.meta.url));

let place;
const at = (path) => `/admin/p/${place.slug}${path}`;

const sheet = [
  'Scheme\tLead organisation\tStart date\tHow it went',
  'Quay lamps\tEssex Police\t3 March 2026\tWell',
  'Bus marshals\tEssex Constabulary\t31/02/2026\t',
].join('\n');

async function paste(page, text) {
  await tabTo(page, page.getByLabel('The sheet'));
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** Bringing in what stands in a spreadsheet, and taking it back. */
export function adminBringInSpec() {
  before(async () => {
    place = await ownPartnership('Bring In Partnership');
  });

  test('a pasted sheet is looked through, mended, brought in and undone', async () => {
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(at('/schemes'));
      await enter(page, page.getByRole('link', { name: 'Bring in from a spreadsheet' }));
      await paste(page, sheet);
      await enter(page, page.getByRole('button', { name: 'Check the sheet' }));
      await page.getByText('1 scheme can be brought in; 1 row has something wrong').waitFor();
      const row = page.getByRole('row').filter({ hasText: 'Bus marshals' });
      await row.getByText('Lead agency is no agency of this register').waitFor();
      await row.getByText('Starts on cannot be read: “31/02/2026”').waitFor();
      if (process.env.SCREENSHOTS === '1') {
        const looked = page.getByRole('region', { name: 'What would become of it' });
        await looked.screenshot({ path: picture, animations: 'disabled' });
      }
      await page.evaluate(axe.source);
      const found = await page.evaluate((only) => window.axe.run(document, only), rules);
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );

      const mended = sheet.replace('Constabulary', 'Police').replace('31/02', '28/02');
      await paste(page, mended);
      await enter(page, page.getByRole('button', { name: 'Check the sheet' }));
      await page.getByText('2 schemes can be brought in.').waitFor();
      await page.getByLabel('How it went means').selectOption({ label: 'Description' });
      await enter(page, page.getByRole('button', { name: 'Check the sheet' }));
      await enter(page, page.getByRole('button', { name: 'Bring in 2 schemes' }));
      await page.getByText('2 schemes brought in').waitFor();
      await page.getByRole('link', { name: 'Bus marshals', exact: true }).waitFor();
      await enter(page, page.getByRole('button', { name: 'Undo' }));
      await page.getByText('2 schemes put away again').waitFor();
      const marshals = page.getByRole('link', { name: 'Bus marshals', exact: true });
      await marshals.waitFor({ state: 'detached' });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Projects and schemes' }).waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await page.getByRole('link', { name: 'Bus marshals', exact: true }).count(), 0);
    });
  });

  test('what a file holds is put into the form, whatever Windows wrote it', async () => {
    await withPage(signedIn(place.sergeant), async (page) => {
      await page.goto(at('/bring-in?kind=ACTIONS'));
      await page.getByLabel('Or choose a file').setInputFiles({
        name: 'log.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Action,Due date\r\nWrite to the caf\xe9,1 May 2026\r\n', 'latin1'),
      });
      await enter(page, page.getByRole('button', { name: 'Check the sheet' }));
      await page.getByText('1 action can be brought in.').waitFor();
      await page.getByRole('cell', { name: 'Write to the café' }).last().waitFor();
      await enter(page, page.getByRole('button', { name: 'Bring in 1 action' }));
      await page.getByText('1 action brought in').waitFor();
    });
  });

  test('names that are there already are pointed out before several are added', async () => {
    await ownScheme(place, { name: 'Ferry patrol' });
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(at('/schemes/add-several'));
      await typeInto(page, page.getByLabel('Name').first(), 'ferry patrol');
      await enter(page, page.getByRole('button', { name: 'Add the schemes' }));
      await page.getByText('There are schemes of these names already: ferry patrol').waitFor();
      await enter(page, page.getByRole('button', { name: 'Add the schemes' }));
      await page.getByText('1 scheme added').waitFor();
    });
  });

  test('all that was added at once is undone from the history of one of it', async () => {
    await withPage(signedIn(place.coordinator), async (page) => {
      await page.goto(at('/schemes/add-several'));
      await tabTo(page, page.getByLabel('Name').first());
      await page.keyboard.insertText('Gate one');
      await page.keyboard.press('Enter');
      await page.keyboard.insertText('Gate two');
      await enter(page, page.getByRole('button', { name: 'Add the schemes' }));
      await page.getByText('2 schemes added').waitFor();
      await enter(page, page.getByRole('link', { name: 'Gate one', exact: true }));
      await page.getByRole('heading', { level: 1, name: 'Gate one' }).waitFor();
      await page.goto(`${page.url()}/history`);
      await page.getByRole('link', { name: /added/i }).first().click();
      await enter(page, page.getByRole('button', { name: 'Undo all that was added with it' }));
      await typeInto(page, page.getByLabel('Why are you making this change?'), 'By mistake');
      await enter(page, page.getByRole('button', { name: 'Undo', exact: true }));
      await page.getByText('2 records put in the archive').waitFor();
    });
  });
}
