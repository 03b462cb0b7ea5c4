import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { looks, violations } from '../support/axe.mjs';
import { withPage } from '../support/browser.mjs';
import { policyOf } from '../support/csp.mjs';
import { isIntrospection, open, ready, run } from '../support/explorer.mjs';

const snapshot = new URL('../explorer-violations.json', import.meta.url);
const introspection = JSON.parse(
  readFileSync(new URL('../../../admin-ui/src/explorer/introspection.json', import.meta.url)),
);

export function explorerSpec() {
  test('the explorer opens with its examples and the schema', async () => {
    await withPage({}, async (page) => {
      await open(page);
      const tabs = await page.getByRole('tab').allInnerTexts();
      assert.deepEqual(
        tabs.map((title) => title.trim()),
        ['PartnershipPage', 'Projects', 'Search'],
      );
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByText('Root Types').waitFor();
    });
  });

  test('the explorer’s policy forbids eval and inline scripts', async () => {
    await withPage({}, async (page) => {
      const policy = policyOf(await page.goto('/explorer'));
      assert.deepEqual(policy.get('default-src'), ["'none'"]);
      assert.deepEqual(policy.get('script-src'), ["'self'"]);
      assert.deepEqual(policy.get('connect-src'), ["'self'"]);
      assert.deepEqual(policy.get('worker-src'), ["'self'"]);
      for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
        assert.deepEqual(policy.get(name), ["'none'"], name);
      }
    });
  });

  test('the explorer sends the introspection query of the contract tests', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    await withPage({}, async (page) => {
      const sent = page.waitForRequest(isIntrospection);
      await page.goto('/explorer');
      assert.equal((await sent).postDataJSON().query, getIntrospectionQuery(introspection));
      await ready(page);
    });
  });

  test('the page query runs by keyboard', async () => {
    // Tall enough for the editor to draw the whole answer.
    await withPage({ viewport: { width: 1280, height: 9000 } }, async (page) => {
      await open(page);
      const answer = await run(page);
      assert.equal(answer.errors, undefined);
      const shown = page.locator('.result-window');
      await shown.getByText('Essex Police').first().waitFor();
      await shown.getByText('Purple Flag Accreditation').first().waitFor();
    });
  });

  test('a mistake in a query is underlined', async () => {
    // The one test that needs the background workers, and the policy's `data:` images.
    await withPage({}, async (page) => {
      await open(page);
      await page.locator('.graphiql-editor textarea').first().focus();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('query Mistake { noSuchField } ');
      await page.locator('.graphiql-editor .squiggly-error').first().waitFor();
    });
  });

  for (const example of ['Projects', 'Search']) {
    test(`the example ${example} finds something`, async () => {
      await withPage({}, async (page) => {
        await open(page);
        await page.getByRole('tab', { name: example }).click();
        const { data, errors } = await run(page);
        assert.equal(errors, undefined);
        const [connection] = Object.values(data);
        assert.ok(connection.totalCount > 0, 'the example finds nothing');
        assert.ok(connection.edges.length > 0, 'the example shows nothing');
      });
    });
  }

  // GraphiQL is not ours to mend, but a new fault in it should be seen. After an
  // upgrade, read the difference and run with UPDATE_SNAPSHOTS=1.
  test('GraphiQL’s own accessibility faults are those we know', async () => {
    const found = {};
    for (const look of looks) {
      found[look.name] = await violations('/explorer', look, ready);
    }
    if (process.env.UPDATE_SNAPSHOTS === '1') {
      writeFileSync(snapshot, `${JSON.stringify(found, null, 2)}\n`);
      console.log('explorer-violations.json was written anew.');
    }
    assert.deepEqual(found, JSON.parse(readFileSync(snapshot, 'utf8')));
  });
}
