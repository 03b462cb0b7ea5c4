import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { api, asPerson } from '../support/people.mjs';

const note = async () => (await api('auditor', '{ checkpoint { note } }')).checkpoint.note;

/** Adds a scheme, so that there is one change more. */
async function change() {
  await api(
    'coordinator',
    `mutation ($input: CreateProjectInput!) {
       createProject(input: $input) { project { id } errors { message } }
     }`,
    { input: { partnership: 'safer-chelmsford', name: `Proved ${Date.now().toString(36)}` } },
  );
}

export function adminProofSpec() {
  test('an auditor proves the history against a checkpoint that they kept', async () => {
    const kept = await note();
    await change();
    await asPerson('auditor', { bypassCSP: true }, async (page) => {
      await page.goto('/admin/history');
      await page.getByText('Signed up to change').waitFor();
      await page.getByRole('link', { name: 'Prove the history' }).click();
      await page.getByRole('heading', { level: 1, name: 'Prove the history' }).waitFor();
      const compare = async (text) => {
        await page.getByLabel('Or paste it').fill(text);
        await page.getByRole('button', { name: 'Compare' }).click();
        await page.locator('[data-verdict]').waitFor();
        return page.locator('[data-verdict]').innerText();
      };
      assert.match(
        await compare(kept),
        /The signed log is proved unchanged since \d+ \w+ \d{4}[\s\S]*not the texts that pages show/,
      );
      assert.deepEqual(await violationsInEveryLook(page), {});
      assert.match(await compare('no checkpoint'), /This is not a checkpoint/);
      const lines = kept.split('\n');
      lines[1] = String(Number(lines[1]) - 1);
      assert.match(await compare(lines.join('\n')), /has not signed that checkpoint/);
      await page.getByLabel('Choose its file').setInputFiles({
        name: 'kept.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(kept),
      });
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByText('proved unchanged since').waitFor();
    });
  });

  test('the page of a change says against which checkpoint it is proved', async () => {
    await change();
    const { changes } = await api('auditor', '{ changes(first: 1) { nodes { id } } }');
    await asPerson('auditor', {}, async (page) => {
      await page.goto(`/admin/history/${changes.nodes[0].id}`);
      await page.getByText(/Proved against checkpoint [\d,]+ of \d+ \w+ \d{4}/).waitFor();
    });
  });
}
