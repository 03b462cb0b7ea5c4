import { beforeAll, describe, expect, it } from 'vitest';
import { compare, isProved } from './compare.js';
import { joined, leafHash, sha256, toBase64, utf8 } from './merkle.js';
import type { Newest } from './queries.js';

type Bytes = Uint8Array<ArrayBuffer>;

let pair: CryptoKeyPair;
let typed: Bytes;

beforeAll(async () => {
  pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  typed = Uint8Array.of(1, ...raw);
});

async function signed(origin: string, size: number, root: Bytes): Promise<string> {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  const id = (await sha256(joined(utf8(`${origin}\n`), typed))).slice(0, 4);
  const bytes = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(text)));
  return `${text}\n— ${origin} ${toBase64(joined(id, bytes))}\n`;
}

/** A history of two changes of which the first was signed alone. */
async function history(origin = 'a/log') {
  const [one, two] = await Promise.all([leafHash('one'), leafHash('two')]);
  const both = await sha256(joined(Uint8Array.of(1), one, two));
  return {
    one,
    two,
    both,
    first: await signed(origin, 1, one),
    last: await signed(origin, 2, both),
  };
}

function newest(note: string, losses: { origin: string; size: number; kept: number }[] = []) {
  const declaredLosses = losses.map((loss) => ({ ...loss, lost: loss.size - loss.kept }));
  const checkpoint = { size: 2, at: '', note, origin: '', cosignatures: [], declaredLosses };
  return { checkpoint, logKeys: [`any+00000000+${toBase64(typed)}`] } as unknown as Newest;
}

const day = () => '3 March 2026';
const ask =
  (...hashes: Bytes[]) =>
  async () => ({ hashes: hashes.map(toBase64), at: '2026-03-03' });

describe('an older checkpoint', () => {
  it('is proved when the history goes on from it', async () => {
    const { first, last, two } = await history();
    const said = await compare(first, newest(last), ask(two), day);
    expect(said).toMatchObject({ kind: 'proved', text: 'Proved unchanged since 3 March 2026' });
    expect(said.detail).toContain('1 change was added after them');
  });

  it('shows that something was altered, removed, or put aside', async () => {
    const { first, last, one } = await history();
    const altered = await compare(first, newest(last), ask(one), day);
    expect(altered).toMatchObject({ kind: 'wrong' });
    expect(altered.text).toBe('The history was altered after your checkpoint was signed');
    const removed = await compare(last, newest(first), ask(), day);
    expect(removed.text).toMatch(/^1 change that your checkpoint covers is missing/);
    const renamed = await compare(last, newest((await history('b/log')).last), ask(), day);
    expect(renamed.text).toContain('no loss was declared');
  });

  it('is told of a loss that was declared, and proved up to it', async () => {
    const [before, after] = [await history('a/log'), await history('a/log/2')];
    const lost = (kept: number) => newest(after.last, [{ origin: 'a/log', size: 3, kept }]);
    const said = await compare(before.last, lost(1), ask(), day);
    expect(said.text).toBe('1 change that your checkpoint covers was lost, and this was declared');
    expect(await compare(before.first, lost(1), ask(before.two), day)).toMatchObject({
      kind: 'proved',
    });
  });

  it('is none when it is something else, or of somebody else', async () => {
    const { first, last } = await history();
    expect((await compare('hello', newest(last), ask(), day)).text).toBe(
      'This is not a checkpoint',
    );
    const forged = first.replace('\n1\n', '\n2\n');
    expect((await compare(forged, newest(last), ask(), day)).text).toBe(
      'This register has not signed that checkpoint',
    );
  });
});

describe('a change', () => {
  const asked = (leaf: string, note: string, hashes: Bytes[]) => ({
    change: {
      sequence: 1,
      inclusionProof: {
        index: 0,
        leaf,
        hashes: hashes.map(toBase64),
        checkpoint: { size: 2, at: '', note },
      },
    },
    logKeys: [`any+00000000+${toBase64(typed)}`],
  });

  it('is proved by what the log holds of it, and by nothing else', async () => {
    const leaf = '{"sequence":1}';
    const [one, two] = [await leafHash(leaf), await leafHash('two')];
    const root = await sha256(joined(Uint8Array.of(1), one, two));
    const note = await signed('a/log', 2, root);
    expect(await isProved(asked(leaf, note, [two]))).toBe(true);
    expect(await isProved(asked('{"sequence":1,"x":2}', note, [two]))).toBe(false);
    expect(await isProved(asked('{"sequence":2}', note, [two]))).toBe(false);
    expect(await isProved(asked(leaf, note, [one]))).toBe(false);
    expect(await isProved(asked(leaf, await signed('a/log', 2, two), [two]))).toBe(false);
    expect(await isProved({ change: null, logKeys: [] })).toBe(null);
  });
});
