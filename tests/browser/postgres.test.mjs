import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { adminJourneySpec } from './specs/admin-journey.mjs';
import { adminLettersSpec } from './specs/admin-letters.mjs';
import { close, launch } from './support/browser.mjs';

// As a county runs it: on PostgreSQL, with a mail server. What pages do is tested
// on SQLite; here, that the journey and the letters work in that setting too.
describe('in a browser, on PostgreSQL', () => {
  before(launch);
  after(close);
  test('the register is on PostgreSQL', () => {
    assert.match(process.env.REGISTER_DATABASE, /^postgres(ql)?:/);
  });
  adminJourneySpec();
  adminLettersSpec();
});
