import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** The register under test. */
export const base = process.env.REGISTER_URL;
if (!base) {
  throw new Error('REGISTER_URL is not set: run `npm test`, which starts a register.');
}

let running;
let profile;

/** Starts Debian's Chromium on a fresh profile. */
export async function launch() {
  profile = mkdtempSync(join(tmpdir(), 'register-browser-'));
  // A persistent context would tie all tests to one profile: this one only
  // keeps the browser away from the profile of whoever runs the tests.
  running = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Nothing but the register can be reached, even by mistake.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

export async function close() {
  await running?.close();
  rmSync(profile, { recursive: true, force: true });
}

/**
 * Opens a page in a context of its own, gives it to `use`, and fails if the
 * page wrote an error to its console (a breach of the content security policy
 * is one), threw, was refused anything, or asked for anything of another origin.
 *
 * `allowed` lists the troubles that a test makes on purpose, as patterns of what
 * would be said; the other options are those of a browser context.
 */
export async function withPage({ allowed = [], ...options }, use) {
  const context = await running.newContext({
    baseURL: base,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const troubles = [];
  const origin = new URL(base).origin;
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') {
      troubles.push(`a request left the origin: ${url}`);
    }
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A page that is left gives up what it was still asking for.
    if (why !== 'net::ERR_ABORTED') troubles.push(`${request.url()} failed: ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) {
      troubles.push(`${response.url()} answered ${response.status()}`);
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error') {
      troubles.push(`console error: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => troubles.push(`uncaught: ${error.error()}`));
  try {
    await use(await context.newPage());
  } catch (error) {
    await tellOfPages(context, troubles);
    throw error;
  } finally {
    await context.close();
  }
  const unexpected = troubles.filter((trouble) => !allowed.some((each) => each.test(trouble)));
  if (unexpected.length > 0) {
    throw new Error(unexpected.join('\n'));
  }
}

/** Says what the pages showed when a test stopped: where it stopped seldom says why. */
async function tellOfPages(context, troubles) {
  for (const page of context.pages()) {
    const text = await page
      .locator('body')
      .innerText({ timeout: 2000 })
      .catch((why) => `(not to be read: ${why.message})`);
    console.error(`\n${page.url()} showed:\n${text.slice(0, 3000)}`);
  }
  for (const trouble of troubles) console.error(trouble);
}
