import { describe, expect, it } from 'vitest';
import { type Bytes, grown, leaves, path, root } from './logs.testing.js';
import { fromBase64, isContinued, isIncluded, leafHash, sha256, toBase64 } from './merkle.js';
import { isSignedBy, readNote } from './note.js';

const hex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The vectors that the reference of certificate transparency publishes with RFC 6962. */
const root8 = hex('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
const root6 = hex('76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef');
const path0in8 = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
].map(hex);
const path6to8 = [
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
].map(hex);

describe('proofs', () => {
  it('hold as published, and for nothing else', async () => {
    const leaf = await leafHash('');
    expect(await isIncluded(leaf, 0, 8, path0in8, root8)).toBe(true);
    expect(await isIncluded(leaf, 1, 8, path0in8, root8)).toBe(false);
    expect(await isIncluded(leaf, 0, 8, path0in8.slice(1), root8)).toBe(false);
    expect(await isIncluded(leaf, 0, 8, path0in8, root6)).toBe(false);
    const [older, newer] = [
      { size: 6, root: root6 },
      { size: 8, root: root8 },
    ];
    expect(await isContinued(older, newer, path6to8)).toBe(true);
    expect(await isContinued(older, older, [])).toBe(true);
    expect(await isContinued(newer, older, path6to8)).toBe(false);
    expect(await isContinued({ ...older, root: root8 }, newer, path6to8)).toBe(false);
    expect(await isContinued(older, newer, path6to8.slice(0, 2))).toBe(false);
    expect(await isContinued({ size: 1, root: leaf }, newer, path0in8)).toBe(true);
  });

  it('are found and hold for every small log', async () => {
    const log = await leaves(12);
    for (let size = 1; size <= 12; size++) {
      const all = log.slice(0, size);
      const end = { size, root: await root(all) };
      for (let m = 0; m < size; m++) {
        const leaf = log[m] as Bytes;
        expect(await isIncluded(leaf, m, size, await path(m, all), end.root)).toBe(true);
        const older = { size: m + 1, root: await root(all.slice(0, m + 1)) };
        expect(await isContinued(older, end, await grown(m + 1, all))).toBe(true);
      }
    }
  });
});

describe('checkpoints', () => {
  const text = `example.com/log\n8\n${toBase64(root8)}\n`;
  const signature = toBase64(Uint8Array.of(1, 2, 3, 4, ...new Uint8Array(64)));
  const note = `${text}\n— example.com/log ${signature}\n`;

  it('are read as letters and forms leave them', () => {
    const read = readNote(`\r\n${note.replaceAll('\n', '\r\n')} `);
    expect(read).toMatchObject({ origin: 'example.com/log', size: 8, text });
    expect(read?.signatures).toHaveLength(1);
  });

  it('are refused when they are none', () => {
    for (const bad of [
      '',
      'hello',
      text,
      note.replace('\n8\n', '\n08\n'),
      note.replace('—', '-'),
    ]) {
      expect(readNote(bad)).toBeNull();
    }
  });

  it('say which losses were declared', () => {
    const loss = `declared-loss example.com/log 9 ${toBase64(root6)} 8`;
    const declaring = (line: string) => note.replace('\n\n', `\n${line}\n\n`);
    expect(readNote(note)?.losses).toEqual([]);
    expect(readNote(declaring(`of another kind\n${loss}`))?.losses).toEqual([
      { origin: 'example.com/log', size: 9, root: root6, kept: 8 },
    ]);
    for (const bad of [
      'declared-loss example.com/log 9',
      `${loss} `,
      loss.replace(' 8', ' 9'),
      loss.replace(' 8', ' 08'),
      loss.replace(' 9 ', ' -9 '),
      loss.replace('.com/log', '+com/log'),
      loss.replace('= 8', ' 8'),
      loss.replace(toBase64(root6), 'AAAA'),
    ]) {
      expect(readNote(declaring(bad)), bad).toBeNull();
    }
  });

  it('are signed by the key that signed and no other', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const typed = Uint8Array.of(1, ...raw);
    const id = (
      await sha256(Uint8Array.of(...new TextEncoder().encode('example.com/log\n'), ...typed))
    ).slice(0, 4);
    const bytes = new Uint8Array(
      await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text)),
    );
    const line = toBase64(Uint8Array.of(...id, ...bytes));
    const signed = readNote(`${text}\n— example.com/log ${line}\n`);
    if (!signed) throw new Error('it is not read');
    const key = (of: Uint8Array<ArrayBuffer>) => `example.com/log+00000000+${toBase64(of)}`;
    expect(await isSignedBy(signed, [key(typed)])).toBe(true);
    expect(await isSignedBy(signed, [key(Uint8Array.of(1, ...root8))])).toBe(false);
    expect(await isSignedBy({ ...signed, text: text.replace('8', '9') }, [key(typed)])).toBe(false);
    expect(fromBase64(line)).toHaveLength(68);
  });
});
