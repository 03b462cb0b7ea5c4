import { after, before, describe } from 'node:test';
import { yearSpec } from './specs/year.mjs';
import { close, launch } from './support/browser.mjs';

// A register of its own, with a mail server: the other tests have one that sends no letters.
describe('a year in a browser', () => {
  before(launch);
  after(close);
  yearSpec();
});
