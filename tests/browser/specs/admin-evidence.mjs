import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { violationsInEveryLook } from '../support/axe.mjs';
import { asPerson } from '../support/people.mjs';

/** Answers what the page asks of the state of the proof, as a register in trouble would. */
async function answering(page, proof) {
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postData() ?? '';
    if (!asked.includes('Proof_State')) return route.fallback();
    const body = JSON.stringify({ data: { proof: { __typename: 'Proof', ...proof } } });
    return route.fulfill({ contentType: 'application/json', body });
  });
}

export function adminEvidenceSpec() {
  test('an auditor takes evidence away as a file that proves itself', async () => {
    await asPerson('auditor', { bypassCSP: true }, async (page) => {
      await page.goto('/admin/evidence');
      await page.getByRole('heading', { level: 1, name: 'Take evidence away' }).waitFor();
      await page.getByText('Signed up to change').waitFor();
      assert.equal(await page.locator('[data-proof]').count(), 0, 'a warning while all is well');
      assert.deepEqual(await violationsInEveryLook(page), {});
      await page.getByRole('button', { name: 'Prepare the file' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your evidence is ready' }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download the evidence' }).click(),
      ]);
      await page.getByText('The download has begun').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Download the evidence' }).count(), 0);
      const file = await download.path();
      assert.match(download.suggestedFilename(), /\.zip$/);
      assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK');
      const said = execFileSync(process.env.REGISTER_BINARY, ['verify', file], {
        encoding: 'utf8',
      });
      assert.match(said, /Every change is one of the \d+ in the log/);
    });
  });

  test('a register that signs nothing any more says so, and what to do', async () => {
    const troubles = [
      [{ state: 'NO_KEY', changes: 12, signed: 10, contradicted: null }, 'the key is missing'],
      [
        { state: 'HISTORY_LOST', changes: 12, signed: 10, contradicted: 20 },
        'nothing is signed any more',
      ],
    ];
    for (const [proof, words] of troubles) {
      for (const [role, paths] of [
        ['auditor', ['/admin/', '/admin/evidence', '/admin/history/prove']],
        ['admin', ['/admin/', '/admin/history/prove']],
      ]) {
        await asPerson(role, { bypassCSP: true }, async (page) => {
          await answering(page, proof);
          for (const path of paths) {
            await page.goto(path);
            const warning = page.locator(`[data-proof="${proof.state}"]`);
            await warning.locator('[class$="__heading"]').getByText(words).waitFor();
            await warning.getByText('whoever runs the server').waitFor();
            await page.getByRole('heading', { level: 1 }).waitFor();
          }
          assert.deepEqual(await violationsInEveryLook(page), {}, role);
        });
      }
    }
    await asPerson('coordinator', {}, async (page) => {
      await answering(page, troubles[0][0]);
      await page.goto('/admin/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await page.locator('[data-proof]').count(), 0);
    });
  });

  test('an auditor chooses where checkpoints are mailed, and an administrator stops it', async () => {
    const email = `outside.${Date.now().toString(36)}@audit.example`;
    await asPerson('auditor', { bypassCSP: true }, async (page) => {
      await page.goto('/admin/history/prove');
      await page.getByRole('heading', { name: 'Checkpoints by mail' }).waitFor();
      await page.getByLabel('Email address').fill('nowhere');
      await page.getByRole('button', { name: 'Send checkpoints there' }).click();
      await page.getByRole('link', { name: /is not an e-mail address/ }).waitFor();
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('How often').selectOption('Every 4 weeks');
      await page.getByRole('button', { name: 'Send checkpoints there' }).click();
      const row = page.getByRole('row').filter({ hasText: email });
      await row.getByText('Every 4 weeks').waitFor();
      await row.getByText('Ada Auditor').waitFor();
      assert.deepEqual(await violationsInEveryLook(page), {});
    });
    await asPerson('admin', {}, async (page) => {
      await page.goto('/admin/history/prove');
      const row = page.getByRole('row').filter({ hasText: email });
      await row.getByRole('button', { name: /^Stop/ }).click();
      await row.waitFor({ state: 'detached' });
    });
    await asPerson('coordinator', {}, async (page) => {
      await page.goto('/admin/history/prove');
      await page.getByRole('heading', { name: 'The newest checkpoint' }).waitFor();
      assert.equal(await page.getByText('Checkpoints by mail').count(), 0);
    });
  });
}
