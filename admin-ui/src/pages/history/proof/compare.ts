/** An older checkpoint against the history as it is now: what can be said of it. */
import { fromBase64, isContinued, isIncluded, leafHash, same } from './merkle.js';
import { type Checkpoint, isSignedBy, type Loss, readNote } from './note.js';
import type { ChangeProof, Newest } from './queries.js';
import * as say from './verdicts.js';

type Verdict = say.Verdict;

/** What the register is asked for: the hashes between two sizes, and when the older one was. */
export type Ask = (from: number, to: number) => Promise<{ hashes: string[]; at: string | null }>;

/** More characters than any checkpoint has, in a letter around it too. */
export const LONGEST = 64 << 10;

/** Compares a checkpoint that somebody kept with the newest one. */
export async function compare(
  pasted: string,
  newest: Newest,
  ask: Ask,
  day: (at: string) => string,
): Promise<Verdict> {
  const old = pasted.length > LONGEST ? null : readNote(pasted);
  if (!old) return say.NO_CHECKPOINT;
  if (!newest.checkpoint) return say.NOTHING_SIGNED;
  const now = readNote(newest.checkpoint.note);
  if (!now) return say.UNREADABLE;
  const signed = await isSignedBy(old, newest.logKeys);
  if (signed === false) return say.notSigned(old, now);
  const verdict = ofEarlierLog(old, now) ?? (await continued(old, now, ask, day));
  return signed === null ? say.unchecked(verdict) : verdict;
}

/**
 * What the declared losses say of a checkpoint of an earlier log. Null when they leave all
 * that it covers, so that it can be compared like any other.
 */
function ofEarlierLog(old: Checkpoint, now: Checkpoint): Verdict | null {
  if (old.origin === now.origin) return null;
  const losses = lossesSince(old, now);
  const [declared] = losses;
  if (!declared) return say.ofNoSuchLog(old, now);
  if (old.size > declared.size) return say.moreThanDeclared(old, declared);
  // The declaration names the history that was lost, so one as long must be that one.
  if (old.size === declared.size && !same(old.root, declared.root)) return say.otherHistory(old);
  // A later loss can take away what an earlier one had left.
  const left = Math.min(...losses.map(({ kept }) => kept));
  return old.size > left ? say.notComparable(old, left) : null;
}

/** The losses that lead from the log of a checkpoint to the present one, the oldest first. */
function lossesSince(old: Checkpoint, now: Checkpoint): Loss[] {
  const first = now.losses.findIndex(({ origin }) => origin === old.origin);
  return first < 0 ? [] : now.losses.slice(first);
}

async function continued(
  old: Checkpoint,
  now: Checkpoint,
  ask: Ask,
  day: (at: string) => string,
): Promise<Verdict> {
  if (old.size > now.size) return say.missing(old.size - now.size);
  const { hashes, at } = await ask(old.size, now.size);
  const holds = await isContinued(old, now, hashes.map(fromBase64));
  return holds ? say.proved(old, now, at ? day(at) : null) : say.altered(old);
}

/** Whether a change is what a signed checkpoint covers, worked out in this browser. */
export async function isProved({ change, logKeys }: ChangeProof): Promise<boolean | null> {
  const proof = change?.inclusionProof;
  if (!change || !proof) return null;
  const signed = readNote(proof.checkpoint.note);
  if (!signed) return false;
  const { index, leaf, hashes } = proof;
  const said = JSON.parse(leaf) as { sequence: number };
  if (said.sequence !== change.sequence || index !== change.sequence - 1) return false;
  const hash = await leafHash(leaf);
  const path = hashes.map(fromBase64);
  if (!(await isIncluded(hash, index, signed.size, path, signed.root))) return false;
  return (await isSignedBy(signed, logKeys)) !== false;
}
