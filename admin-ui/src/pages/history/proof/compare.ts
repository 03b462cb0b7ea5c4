/** An older checkpoint against the history as it is now: what can be said of it, in words. */
import { fromBase64, isContinued, isIncluded, leafHash } from './merkle.js';
import { type Checkpoint, isSignedBy, readNote } from './note.js';
import type { ChangeProof, Newest } from './queries.js';

export type Verdict = {
  kind: 'proved' | 'lost' | 'wrong' | 'unknown';
  text: string;
  detail?: string;
};

/** What the register is asked for: the hashes between two sizes, and when the older one was. */
export type Ask = (from: number, to: number) => Promise<{ hashes: string[]; at: string | null }>;

const number = (n: number) => n.toLocaleString('en-GB');
const wasOrWere = (n: number) => (n === 1 ? 'was' : 'were');
const changes = (n: number) => `${number(n)} ${n === 1 ? 'change' : 'changes'}`;

/** Compares a checkpoint that somebody kept with the newest one. */
export async function compare(
  pasted: string,
  newest: Newest,
  ask: Ask,
  day: (at: string) => string,
): Promise<Verdict> {
  const kept = readNote(pasted);
  if (!kept)
    return {
      kind: 'unknown',
      text: 'This is not a checkpoint',
      detail:
        'Paste all of it: its first line is a name, and its last lines begin with a long dash.',
    };
  const now = newest.checkpoint ? readNote(newest.checkpoint.note) : null;
  if (!newest.checkpoint || !now)
    return { kind: 'unknown', text: 'Nothing of this history has been signed yet' };
  const signed = await isSignedBy(kept, newest.logKeys);
  if (signed === false)
    return {
      kind: 'unknown',
      text: 'This register has not signed that checkpoint',
      detail: `It says that it is of ${kept.origin}. It may be of another register, or not be whole.`,
    };
  const loss = newest.checkpoint.declaredLosses.find(({ origin }) => origin === kept.origin);
  if (loss && kept.size > loss.kept)
    return {
      kind: 'lost',
      text: `${changes(kept.size - loss.kept)} that your checkpoint covers ${wasOrWere(kept.size - loss.kept)} lost, and this was declared`,
      detail: `An older backup was put in place. The first ${changes(loss.kept)} are still there.`,
    };
  if (!loss && kept.origin !== now.origin)
    return {
      kind: 'wrong',
      text: 'The history of your checkpoint is not this one, and no loss was declared',
      detail: `Your checkpoint is of ${kept.origin}; this history is called ${now.origin}. Keep your checkpoint and tell an administrator.`,
    };
  return continued(kept, now, ask, day, signed === null);
}

async function continued(
  kept: Checkpoint,
  now: Checkpoint,
  ask: Ask,
  day: (at: string) => string,
  unchecked: boolean,
): Promise<Verdict> {
  if (kept.size > now.size)
    return {
      kind: 'wrong',
      text: `${changes(kept.size - now.size)} that your checkpoint covers ${kept.size - now.size === 1 ? 'is' : 'are'} missing, and no loss was declared`,
      detail: 'Keep your checkpoint and tell an administrator.',
    };
  const { hashes, at } = await ask(kept.size, now.size);
  const holds = await isContinued(kept, now, hashes.map(fromBase64));
  if (!holds)
    return {
      kind: 'wrong',
      text: 'The history was altered after your checkpoint was signed',
      detail: `At least one of the first ${changes(kept.size)} is not what it was. Keep your checkpoint and tell an administrator.`,
    };
  const since = at ? ` since ${day(at)}` : '';
  const added = now.size - kept.size;
  return {
    kind: 'proved',
    text: `Proved unchanged${since}`,
    detail:
      `All ${changes(kept.size)} that your checkpoint covers are still there, as they were and in the same order; ` +
      `${added === 0 ? 'none was' : `${changes(added)} ${added === 1 ? 'was' : 'were'}`} added after them.` +
      (unchecked
        ? ' This browser cannot check signatures, so compare the checkpoint with the one you kept.'
        : ''),
  };
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
