import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditServer } from 'graphql-http';
import { endpoint } from './register.mjs';

// Frozen, so that an upgrade of the audits cannot quietly ask for less.
const expected = { MUST: 13, SHOULD: 23, MAY: 25 };

test('the register follows GraphQL over HTTP in full', async () => {
  const results = await auditServer({ url: endpoint() });
  const failures = results.filter(({ status }) => status !== 'ok');
  for (const { id, name, status, reason } of failures) {
    console.log(`${status}: ${id} ${name}: ${reason}`);
  }
  const passed = {};
  for (const [level, total] of Object.entries(expected)) {
    passed[level] = results.filter(
      (r) => r.status === 'ok' && r.name.startsWith(`${level} `),
    ).length;
    console.log(`${level}: ${passed[level]}/${total}`);
  }
  assert.deepEqual(passed, expected);
  assert.deepEqual(
    failures.map(({ id }) => id),
    [],
  );
});
