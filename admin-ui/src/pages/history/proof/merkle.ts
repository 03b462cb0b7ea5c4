/**
 * What the browser itself works out of the history's log (RFC 6962): hashes and the two
 * kinds of proof, as RFC 9162 says how to check them. It trusts nothing that the server
 * says of itself.
 */

type Bytes = Uint8Array<ArrayBuffer>;

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function toBase64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

export function joined(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function same(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** The hash of what the log holds of one change. */
export function leafHash(leaf: string): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(0), utf8(leaf)));
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(1), left, right));
}

const half = (n: number) => Math.floor(n / 2);
const isOdd = (n: number) => n % 2 === 1;

/** Whether the hashes lead from one change, at its place from 0, to the root. */
export async function isIncluded(
  hash: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (index < 0 || index >= size) return false;
  let [fn, sn, r] = [index, size - 1, hash];
  for (const step of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = await nodeHash(step, r);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = await nodeHash(r, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(r, root);
}

/** A log of a size by its root. */
export type End = { size: number; root: Bytes };

/** Whether the newer log begins with all of the older one. */
export async function isContinued(
  older: End,
  newer: End,
  path: readonly Bytes[],
): Promise<boolean> {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && same(older.root, newer.root);
  // A log whose size is a power of two is itself the first step.
  let power = older.size;
  while (!isOdd(power)) power = half(power);
  const steps = power === 1 ? [older.root, ...path] : [...path];
  const first = steps.shift();
  if (!first) return false;
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [first, first];
  for (const step of steps) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = await nodeHash(step, fr);
      sr = await nodeHash(step, sr);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = await nodeHash(sr, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(fr, older.root) && same(sr, newer.root);
}
