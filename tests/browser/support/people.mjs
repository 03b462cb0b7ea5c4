/**
 * The people of the browser tests: one account for each role, made when it is
 * first needed, and signed in once for the whole run. Who may edit has a second
 * factor, as in real life.
 */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { base, withPage } from './browser.mjs';

export const password = 'heron-lantern-quarry-92';

// Accounts of an earlier run may still be there when REGISTER_URL is somebody's own server.
const run = Date.now().toString(36);

/** Who there is: the name, and what `user add` is told. */
const roles = {
  admin: { name: 'Alex Admin', grant: ['administrator'] },
  coordinator: {
    name: 'Carol Coordinator',
    grant: ['coordinator', '--partnership', 'safer-chelmsford'],
  },
  sergeant: {
    name: 'Sam Sergeant',
    grant: ['partner-admin', '--partnership', 'safer-chelmsford', '--agency', 'essex-police'],
  },
  housing: {
    name: 'Harper Housing',
    grant: [
      'partner-admin',
      '--partnership',
      'safer-chelmsford',
      '--agency',
      'chelmsford-city-council',
    ],
  },
  contributor: {
    name: 'Con Tributor',
    grant: ['contributor', '--partnership', 'safer-chelmsford', '--agency', 'essex-police'],
  },
  auditor: {
    name: 'Ada Auditor',
    grant: ['auditor', '--partnership', 'safer-chelmsford'],
    edits: false,
  },
};

const known = new Map();
let made = 0;

/**
 * The person of a role: `email`, `secret` (of the authenticator app),
 * `recoveryCodes`, and `cookies`, with which a browser is signed in. Tests share
 * them: what changes an account (its password, its sessions) is done to a
 * `newPerson`.
 */
export function person(role) {
  if (!known.has(role)) known.set(role, newPerson(role));
  return known.get(role);
}

/**
 * Somebody of their own for one test. `enrol: false` leaves the second factor to the
 * test; `grant` gives the role elsewhere than usual, in the words of `user add`.
 */
export async function newPerson(role, { enrol, grant: elsewhere } = {}) {
  const { name, grant: usual, edits = true } = roles[role];
  const grant = elsewhere ?? usual;
  made += 1;
  const who = {
    role,
    email: `${role}.${run}.${made}@example.org`,
    name,
    cookies: [],
    recoveryCodes: [],
    secret: null,
    lastStep: 0,
  };
  const { acceptInvitation } = await ask(
    `mutation ($input: AcceptInvitationInput!) {
       acceptInvitation(input: $input) { errors { path message } }
     }`,
    { input: { token: invite(who, grant), password } },
  );
  expectNone(acceptInvitation.errors);
  if (enrol ?? edits) await enrolApp(who);
  else await signIn(who);
  return who;
}

/** Makes the account at the machine itself, and gives the secret of its invitation. */
function invite(who, grant) {
  const { REGISTER_BINARY: binary, REGISTER_DATABASE: database } = process.env;
  if (!binary || !database) {
    throw new Error(
      'REGISTER_BINARY and REGISTER_DATABASE are not set: run `npm test`, or set them beside REGISTER_URL.',
    );
  }
  const [role, ...place] = grant;
  const said = execFileSync(
    binary,
    ['user', 'add', who.email, '--name', who.name, '--role', role, ...place].concat(
      ['--database', database],
      ['--log', 'warn', '--public-url', base],
    ),
    { encoding: 'utf8' },
  );
  const [, token] = said.match(/#(\S+)/) ?? [];
  if (!token) throw new Error(`user add gave no link: ${said}`);
  return token;
}

async function enrolApp(who) {
  await signIn(who);
  const { enrolTotp } = await ask(
    'mutation ($input: EnrolTotpInput!) { enrolTotp(input: $input) { secret errors { message } } }',
    { input: { password } },
    who,
  );
  expectNone(enrolTotp.errors);
  who.secret = enrolTotp.secret;
  const { confirmTotp } = await ask(
    `mutation ($input: ConfirmTotpInput!) {
       confirmTotp(input: $input) { recoveryCodes errors { message } }
     }`,
    { input: { code: await nextCode(who) } },
    who,
  );
  expectNone(confirmTotp.errors);
  who.recoveryCodes = confirmTotp.recoveryCodes;
}

/**
 * Signs in over the API as a browser does and keeps the cookies. Another session
 * needs the second factor again: `await signIn(who, { code: await nextCode(who) })`.
 */
export async function signIn(who, given = {}) {
  const answer = await post(
    `mutation ($input: SignInInput!) {
       signIn(input: $input) { nextStep errors { message } }
     }`,
    { input: { email: who.email, password, ...given } },
  );
  const { data, errors } = await answer.json();
  expectNone(errors ?? data.signIn.errors);
  who.cookies = answer.headers.getSetCookie().map(cookieOf);
}

/** What a browser is told about a cookie, in Playwright's words. */
function cookieOf(header) {
  const [pair, ...attributes] = header.split(/;\s*/);
  const at = pair.indexOf('=');
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    domain: new URL(base).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: attributes.some((each) => each.toLowerCase() === 'secure'),
    sameSite: 'Strict',
  };
}

/**
 * A code that the person's app shows. Each counts once, so this gives the next
 * one, and waits when two have been used within half a minute: use a recovery
 * code where a test needs more.
 */
export async function nextCode(who) {
  const step = Math.max(who.lastStep + 1, Math.floor(Date.now() / 30_000));
  // The register allows a clock to be one period early.
  const early = (step - 1) * 30_000 - Date.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
  who.lastStep = step;
  return totp(who.secret, step);
}

/** RFC 6238: six digits of HMAC-SHA-1 over the number of the period. */
export function totp(secret, step) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret]
    .map((each) => digits.indexOf(each).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counted = Buffer.alloc(8);
  counted.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counted).digest();
  const offset = hash.at(-1) & 15;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Options for a browser context in which the person is signed in already. */
export function signedIn(who) {
  return { storageState: { cookies: who.cookies, origins: [] } };
}

/** The person of a role; somebody of a test's own is given as they are. */
const found = (role) => (typeof role === 'string' ? person(role) : role);

/**
 * Opens a page on which the person of a role is signed in, in a context of its
 * own, and fails as `withPage` does. `use` is given the page and the person.
 */
export async function asPerson(role, options, use) {
  const who = await found(role);
  await withPage({ ...options, ...signedIn(who) }, (page) => use(page, who));
}

/**
 * Asks the API as a person (one of a role, or one that a test made), to make what
 * a test needs: the `data` of the answer. Fails on errors of the request, and on
 * those of the payloads.
 */
export async function api(who, query, variables) {
  const asker = await found(who);
  const data = await ask(query, variables, asker);
  for (const payload of Object.values(data)) expectNone(payload?.errors);
  return data;
}

async function ask(query, variables, who) {
  const { data, errors } = await (await post(query, variables, who)).json();
  expectNone(errors);
  return data;
}

function post(query, variables, who) {
  const cookie = who?.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return fetch(new URL('/graphql', base), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-register-csrf': '1',
      ...(cookie ? { cookie } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
}

function expectNone(errors) {
  if (errors?.length > 0) throw new Error(JSON.stringify(errors));
}
