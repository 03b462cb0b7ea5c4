// Lighthouse over the pages that people open most, on the register in
// REGISTER_URL, with the browser that the other tests use. Prints a table, and
// fails when a page is under its bar.
//
//   make lighthouse
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { api, person } from '../browser/support/people.mjs';

const base = process.env.REGISTER_URL;
const bars = { performance: 95, accessibility: 100, 'best-practices': 100 };

const scheme = (await api('sergeant', '{ projects(first: 1) { nodes { id } } }')).projects.nodes[0]
  .id;
const pages = [
  { name: 'sign in', path: '/admin/sign-in' },
  { name: 'home, partner admin', path: '/admin/', role: 'sergeant' },
  { name: 'home, coordinator', path: '/admin/', role: 'coordinator' },
  { name: 'scheme', path: `/admin/p/safer-chelmsford/schemes/${scheme}`, role: 'sergeant' },
];

const profile = mkdtempSync(join(tmpdir(), 'register-lighthouse-'));
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  userDataDir: profile,
  chromeFlags: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
});

/** The scores of one page, out of 100. */
async function scores({ path, role }) {
  const cookies = role ? (await person(role)).cookies : [];
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const flags = {
    port: chrome.port,
    onlyCategories: Object.keys(bars),
    ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
  };
  const { lhr } = await lighthouse(base + path, flags, desktopConfig);
  if (lhr.finalDisplayedUrl !== base + path) {
    throw new Error(`${path} led to ${lhr.finalDisplayedUrl}`);
  }
  return lhr;
}

let missed = false;
try {
  console.log('| page | performance | accessibility | best practices | first contentful paint |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const page of pages) {
    const { categories, audits } = await scores(page);
    const given = Object.entries(bars).map(([name, bar]) => {
      const score = Math.round((categories[name].score ?? 0) * 100);
      if (score < bar) {
        missed = true;
        for (const { id } of categories[name].auditRefs) {
          const { score: one, title } = audits[id];
          if (one !== null && one < 0.9) console.error(`${page.name}: ${id}: ${title}`);
        }
      }
      return `${score}${score < bar ? ` (**at least ${bar}**)` : ''}`;
    });
    console.log(
      `| ${page.name} | ${given.join(' | ')} | ${audits['first-contentful-paint'].displayValue} |`,
    );
  }
} finally {
  chrome.kill();
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;
