// Runs a command against a register of its own: the founding example on a
// temporary database and a free port, stopped and removed afterwards. The
// command finds it in REGISTER_URL, and what it takes to make accounts there in
// REGISTER_DATABASE and REGISTER_BINARY; if REGISTER_URL is set already, that one
// is used.
//
//   node scripts/with-server.mjs node --test
//
// With --mail before the command, the register sends letters, to port
// REGISTER_MAIL_PORT of this machine: the command listens there.
//
// REGISTER_BINARY names another program than target/debug/partnership-register,
// REGISTER_DATABASE an empty database, such as PostgreSQL's, instead of the temporary one.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const startSeconds = 60;
const given = process.argv.slice(2);
const sendsMail = given[0] === '--mail';
const [command, ...args] = sendsMail ? given.slice(1) : given;
if (!command) {
  console.error('usage: node scripts/with-server.mjs [--mail] COMMAND [ARGUMENT...]');
  process.exit(2);
}

if (process.env.REGISTER_URL) {
  process.exitCode = await run({});
} else {
  const server = await start();
  try {
    process.exitCode = await run(server.env);
  } finally {
    await server.stop();
  }
}

/** Runs the command with these settings and gives its exit code. */
function run(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
    // Whoever interrupts this script wants the command to end and the register to be tidied away.
    process.on('SIGINT', () => child.kill('SIGINT'));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
  });
}

async function start() {
  const binary =
    process.env.REGISTER_BINARY ??
    fileURLToPath(new URL('../target/debug/partnership-register', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'partnership-register-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const database = process.env.REGISTER_DATABASE || join(folder, 'register.db');
  const env = { REGISTER_URL: url, REGISTER_DATABASE: database, REGISTER_BINARY: binary };
  const flags = ['--example', '--listen', address, '--database', database];
  if (sendsMail) {
    env.REGISTER_MAIL_PORT = String(await freePort());
    flags.push('--smtp-host', '127.0.0.1', '--smtp-port', env.REGISTER_MAIL_PORT);
    flags.push('--smtp-security', 'none', '--smtp-from', 'Register <register@example.org>');
    // What letters say where the register is.
    flags.push('--public-url', url);
  }
  const child = spawn(binary, ['serve', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Kept rather than shown: it only matters when something goes wrong.
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  let ended = null;
  const exit = new Promise((resolve) => {
    const end = (reason) => {
      ended = reason;
      resolve();
    };
    child.on('error', (error) => end(String(error)));
    child.on('exit', (code, signal) => end(`it ended with ${signal ?? code}`));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([exit, sleep(15_000, null, { ref: false })]);
    if (ended === null) {
      console.error('The register did not stop within 15 s of SIGTERM.');
      process.exitCode = 1;
      child.kill('SIGKILL');
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const giveUp = Date.now() + startSeconds * 1000;
  while (ended === null && Date.now() < giveUp) {
    if (await answers(url)) {
      return { env, stop };
    }
    await sleep(100);
  }
  const reason = ended ?? `no answer within ${startSeconds} s`;
  await stop();
  console.error(`${output}\nThe register ${binary} did not start: ${reason}.`);
  process.exit(1);
}

async function answers(url) {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** A port that is free now; the register takes it a moment later. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
