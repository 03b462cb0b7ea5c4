import { after, before, describe } from 'node:test';
import { adminDoorSpec } from './specs/admin-door.mjs';
import { adminEveryPageSpec } from './specs/admin-every-page.mjs';
import { adminHistorySpec } from './specs/admin-history.mjs';
import { adminMeetingsSpec } from './specs/admin-meetings.mjs';
import { adminMembersSpec } from './specs/admin-members.mjs';
import { adminPeopleSpec } from './specs/admin-people.mjs';
import { adminPicturesSpec } from './specs/admin-pictures.mjs';
import { adminPlanAccessibleSpec } from './specs/admin-plan-accessible.mjs';
import { adminSavingSpec } from './specs/admin-saving.mjs';
import { adminSchemesSpec } from './specs/admin-schemes.mjs';
import { adminStrategiesSpec } from './specs/admin-strategies.mjs';
import { explorerSpec } from './specs/explorer.mjs';
import { pagesSpec } from './specs/pages.mjs';
import { screenshotsSpec } from './specs/screenshots.mjs';
import { close, launch } from './support/browser.mjs';

// One process and one browser for all specs: starting Chromium is the slow part.
describe('in a browser', () => {
  before(launch);
  after(close);
  pagesSpec();
  adminDoorSpec();
  adminEveryPageSpec();
  adminHistorySpec();
  adminPeopleSpec();
  adminSchemesSpec();
  adminSavingSpec();
  adminStrategiesSpec();
  adminMembersSpec();
  adminPlanAccessibleSpec();
  adminMeetingsSpec();
  explorerSpec();
  screenshotsSpec();
  adminPicturesSpec();
});
