// How soon the home pages show their content when the register is as large as the
// country, and whether typing into a filter of 6,000 schemes stays smooth. Prints a
// table, and fails when a bar is missed.
//
//   npm --prefix tests/browser run measure
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { close, launch } from './support/browser.mjs';
import { watchFrames } from './support/frames.mjs';
import { manySchemes, ownPartnership } from './support/own.mjs';
import { api, asPerson, newPerson } from './support/people.mjs';

const partnerships = 320;
const schemes = 6_000;
const openings = 7;

const rows = [];
await launch();
try {
  importTheCountry();
  for (const home of await homes()) rows.push(await opening(home));
  rows.push(...(await typing()));
} finally {
  await close();
}
console.log('| what | measured | bar |');
console.log('| --- | --- | --- |');
for (const { what, measured, unit, most } of rows) {
  const missed = measured > most;
  const bar = `at most ${most.toLocaleString('en-GB')}${unit}${missed ? ' **miss**' : ''}`;
  console.log(`| ${what} | ${measured.toLocaleString('en-GB')}${unit} | ${bar} |`);
  if (missed) process.exitCode = 1;
}

/** The made-up national register of the load tests, beside the example. */
function importTheCountry() {
  const { REGISTER_BINARY: binary, REGISTER_DATABASE: database } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'register-country-'));
  const generate = fileURLToPath(new URL('../load/generate.py', import.meta.url));
  try {
    execFileSync('python3', [generate, folder, String(partnerships)], { stdio: 'ignore' });
    const files = readdirSync(folder).sort();
    execFileSync(
      binary,
      [
        'import',
        '--log',
        'warn',
        '--database',
        database,
        ...files.map((each) => join(folder, each)),
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whose home is opened, and what they came for: a row of its list. */
async function homes() {
  const { agencies } = await api(
    'admin',
    '{ agencies(first: 50, filter: { kind: POLICE }) { nodes { slug name memberships(first: 1) { totalCount } } } }',
  );
  const force = agencies.nodes.find(({ memberships }) => memberships.totalCount > 4);
  const row = (page) => page.getByRole('table').first().locator('tbody tr').first();
  return [
    { what: 'an administrator’s home', who: await newPerson('admin'), content: row },
    {
      what: 'an auditor’s of the whole register',
      who: await newPerson('auditor', { grant: ['auditor'] }),
      content: row,
    },
    {
      what: `a partner admin’s of ${force.name}, in each of its partnerships`,
      who: await newPerson('sergeant', { grant: ['partner-admin', '--agency', force.slug] }),
      content: row,
    },
    { what: 'a coordinator’s', who: await newPerson('coordinator'), content: row },
  ];
}

/** The median time from opening the address in a fresh browser until the content is seen. */
async function opening({ what, who, content }) {
  const times = [];
  for (let at = 0; at < openings; at += 1) {
    await asPerson(who, {}, async (page) => {
      const began = performance.now();
      await page.goto('/admin/', { waitUntil: 'commit' });
      await content(page).waitFor();
      times.push(performance.now() - began);
    });
  }
  times.sort((a, b) => a - b);
  return {
    what: `home with ${partnerships} partnerships: ${what}`,
    measured: Math.round(times[Math.floor(openings / 2)]),
    unit: ' ms',
    most: 1_000,
  };
}

/** Types the name of one scheme of very many. */
async function typing() {
  const many = await ownPartnership('Partnership of very many schemes');
  await manySchemes(many, schemes);
  let row = [];
  await asPerson(many.coordinator, {}, async (page) => {
    let asked = 0;
    page.on('request', (request) => {
      if (request.postData()?.includes('SchemesPage_Schemes')) asked += 1;
    });
    await page.goto(`/admin/p/${many.slug}/schemes`);
    await page.getByText(`${schemes.toLocaleString('en-GB')} schemes`).waitFor();
    await page.getByLabel('Search').focus();
    await page.evaluate(watchFrames);
    const before = asked;
    const words = 'neighbourhood scheme number 4321';
    await page.keyboard.type(words, { delay: 60 });
    const typed = performance.now();
    await page.getByText('1 scheme found').waitFor();
    const found = Math.round(performance.now() - typed);
    const slowest = await page.evaluate(() => globalThis.slowestFrame());
    const filter = `filter of ${schemes.toLocaleString('en-GB')} schemes`;
    row = [
      { what: `${filter}: longest frame while typing`, measured: slowest, unit: ' ms', most: 100 },
      { what: `${filter}: found after the last key`, measured: found, unit: ' ms', most: 1_000 },
      {
        what: `${filter}: requests for ${words.length} keys`,
        measured: asked - before,
        unit: '',
        most: 6,
      },
    ];
  });
  return row;
}
