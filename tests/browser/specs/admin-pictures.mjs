/** The pictures of the help pages, taken with SCREENSHOTS=1 of a plan that is in use. */
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { api, asPerson } from '../support/people.mjs';
import { askForUpdates } from '../support/plan.mjs';

const folder = fileURLToPath(new URL('../../../admin-ui/src/pages/help/images/', import.meta.url));
const skip = process.env.SCREENSHOTS === '1' ? false : 'set SCREENSHOTS=1 to write the pictures';

/** Name of the picture: who is signed in, and which page they look at. */
const pictures = {
  'partner-admin-home': { role: 'sergeant', path: () => '/' },
  scheme: { role: 'sergeant', path: ({ scheme }) => `/p/safer-chelmsford/schemes/${scheme}` },
  'post-progress': {
    role: 'contributor',
    path: ({ scheme }) => `/p/safer-chelmsford/schemes/${scheme}/progress`,
  },
  'coordinator-home': { role: 'coordinator', path: () => '/' },
  strategy: {
    role: 'coordinator',
    path: ({ strategy }) => `/p/safer-chelmsford/strategies/${strategy}`,
  },
  return: {
    role: 'sergeant',
    path: ({ request }) => `/p/safer-chelmsford/return?request=${request}`,
  },
  'updates-asked': {
    role: 'coordinator',
    path: ({ request }) => `/p/safer-chelmsford/updates/${request}`,
  },
  'auditor-home': { role: 'auditor', path: () => '/' },
  history: { role: 'auditor', path: () => '/p/safer-chelmsford/history' },
  people: { role: 'admin', path: () => '/people' },
};

export function adminPicturesSpec() {
  for (const [name, { role, path }] of Object.entries(pictures)) {
    test(`a picture of ${name} for the help pages`, { skip }, async () => {
      mkdirSync(folder, { recursive: true });
      const plan = await inUse();
      // Smaller than in life: a help page shows where things are, and loads quickly.
      const look = {
        colorScheme: 'light',
        viewport: { width: 1100, height: 1000 },
        deviceScaleFactor: 0.65,
      };
      await asPerson(role, look, async (page) => {
        await page.goto(`/admin${path(plan)}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        const { y = 0 } = (await page.locator('main').boundingBox()) ?? {};
        await page.screenshot({
          path: `${folder}${name}.png`,
          clip: { x: 0, y, width: 1100, height: 560 },
          caret: 'hide',
          animations: 'disabled',
        });
      });
    });
  }
}

let prepared;

/** A plan in which agencies lead schemes and have said how they are going. */
function inUse() {
  prepared ??= prepare();
  return prepared;
}

const led = [
  { agency: 'essex-police', rating: 'GREEN', narrative: 'Two operations held, on time.' },
  { agency: 'essex-police', rating: 'AMBER', narrative: 'A venue for the spring is wanted.' },
  { agency: 'chelmsford-city-council', rating: 'GREEN', narrative: 'All sites inspected.' },
  { agency: 'chelmsford-city-council', rating: 'NOT_RATED', narrative: 'Begins in January.' },
];

async function prepare() {
  const { partnership } = await api(
    'coordinator',
    `{ partnership(slug: "safer-chelmsford") {
         id
         strategy { id }
         projects(first: 8) { nodes { id name } }
       } }`,
  );
  const schemes = partnership.projects.nodes.slice(0, led.length);
  await api(
    'coordinator',
    `mutation ($input: AssignLeadsInput!) { assignLeads(input: $input) { errors { message } } }`,
    { input: { rows: led.map(({ agency }, at) => ({ record: schemes[at].id, agency })) } },
  );
  for (const [at, { rating, narrative }] of led.entries()) {
    await api(
      'coordinator',
      `mutation ($input: PostProgressInput!) { postProgress(input: $input) { errors { message } } }`,
      { input: { project: schemes[at].id, rating, narrative } },
    );
  }
  const request = await askForUpdates(partnership.id, ['essex-police', 'chelmsford-city-council']);
  return { scheme: schemes[0].id, strategy: partnership.strategy.id, request };
}
