import { describe, expect, it } from 'vitest';
import { compare, isProved } from './compare.js';
import { type Bytes, logKeys, newest, signed } from './logs.testing.js';
import { joined, leafHash, sha256, toBase64 } from './merkle.js';

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

const day = () => '3 March 2026';
const ask =
  (...hashes: Bytes[]) =>
  async () => ({ hashes: hashes.map(toBase64), at: '2026-03-03' });

describe('an older checkpoint', () => {
  it('is proved when the history goes on from it', async () => {
    const { first, last, two } = await history();
    const said = await compare(first, newest(last), ask(two), day);
    expect(said).toMatchObject({
      kind: 'proved',
      text: 'The signed log is proved unchanged since 3 March 2026',
    });
    expect(said.detail).toContain('the entry in the log was not altered, removed or moved');
    expect(said.detail).toContain('1 change was added after it');
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

  it('is none when it is something else, or of somebody else', async () => {
    const { first, last } = await history();
    expect((await compare('hello', newest(last), ask(), day)).text).toBe(
      'This is not a checkpoint',
    );
    const forged = first.replace('\n1\n', '\n2\n');
    expect((await compare(forged, newest(last), ask(), day)).text).toBe(
      'This register has not signed that checkpoint',
    );
    expect((await compare(forged, newest(last), ask(), day)).kind).toBe('wrong');
    const elsewhere = forged.replace(/^.*/, 'elsewhere.example/log');
    const other = await compare(elsewhere, newest(last), ask(), day);
    expect([other.kind, other.detail]).toEqual([
      'unknown',
      expect.stringContaining('another log, elsewhere.example/log'),
    ]);
    expect((await compare('x'.repeat(1 << 17), newest(last), ask(), day)).text).toBe(
      'This is not a checkpoint',
    );
    expect((await compare(first, newest('hello'), ask(), day)).text).toContain('cannot be read');
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
    logKeys,
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
