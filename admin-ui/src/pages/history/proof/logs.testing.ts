/** Logs, signed checkpoints and proofs for the tests of this folder, made as a register does. */
import { joined, leafHash, sha256, toBase64, utf8 } from './merkle.js';
import type { Newest } from './queries.js';

export type Bytes = Uint8Array<ArrayBuffer>;

const pair = (await crypto.subtle.generateKey('Ed25519', true, [
  'sign',
  'verify',
])) as CryptoKeyPair;
const typed = Uint8Array.of(
  1,
  ...new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
);
export const logKeys = [`any+00000000+${toBase64(typed)}`];

export async function signed(
  origin: string,
  size: number,
  root: Bytes,
  losses = '',
): Promise<string> {
  const text = `${origin}\n${size}\n${toBase64(root)}\n${losses}`;
  const id = (await sha256(joined(utf8(`${origin}\n`), typed))).slice(0, 4);
  const bytes = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(text)));
  return `${text}\n— ${origin} ${toBase64(joined(id, bytes))}\n`;
}

export function newest(note: string): Newest {
  const checkpoint = { size: 2, at: '', note, origin: '', cosignatures: [], declaredLosses: [] };
  return { checkpoint, logKeys } as unknown as Newest;
}

/** So many changes of their own, as the log holds them. */
export function leaves(count: number, name = ''): Promise<Bytes[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => leafHash(`${name}${n}`)));
}

const node = (left: Bytes, right: Bytes) => sha256(joined(Uint8Array.of(1), left, right));
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1));

export async function root(all: Bytes[]): Promise<Bytes> {
  const [only] = all;
  if (all.length === 1 && only) return only;
  const k = split(all.length);
  return node(await root(all.slice(0, k)), await root(all.slice(k)));
}

/** The hashes that lead from a change, at its place from 0, to the root. */
export async function path(m: number, all: Bytes[]): Promise<Bytes[]> {
  if (all.length === 1) return [];
  const k = split(all.length);
  return m < k
    ? [...(await path(m, all.slice(0, k))), await root(all.slice(k))]
    : [...(await path(m - k, all.slice(k))), await root(all.slice(0, k))];
}

/** The hashes that show that a log goes on from its first so many changes. */
export async function grown(m: number, all: Bytes[], whole = true): Promise<Bytes[]> {
  if (m === all.length) return whole ? [] : [await root(all)];
  const k = split(all.length);
  return m <= k
    ? [...(await grown(m, all.slice(0, k), whole)), await root(all.slice(k))]
    : [...(await grown(m - k, all.slice(k), false)), await root(all.slice(0, k))];
}
