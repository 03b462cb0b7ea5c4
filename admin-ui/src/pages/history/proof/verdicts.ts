/** What can be said of an older checkpoint, in words for whoever kept it. */
import type { Checkpoint, Loss } from './note.js';

export type Verdict = {
  kind: 'proved' | 'lost' | 'wrong' | 'unknown';
  text: string;
  detail?: string;
};

const number = (n: number) => n.toLocaleString('en-GB');
const changes = (n: number) => `${number(n)} ${n === 1 ? 'change' : 'changes'}`;
const TELL = 'Keep your checkpoint and tell an administrator.';

export const NO_CHECKPOINT: Verdict = {
  kind: 'unknown',
  text: 'This is not a checkpoint',
  detail: 'Paste all of it: its first line is a name, and its last lines begin with a long dash.',
};

export const NOTHING_SIGNED: Verdict = {
  kind: 'unknown',
  text: 'Nothing of this history has been signed yet',
};

export const UNREADABLE: Verdict = {
  kind: 'unknown',
  text: 'The newest checkpoint of this register cannot be read',
  detail: TELL,
};

/** Of this log or another: what says that it is of this one was altered, or signed elsewhere. */
export function notSigned(old: Checkpoint, now: Checkpoint): Verdict {
  const text = 'This register has not signed that checkpoint';
  const logs = [now.origin, ...now.losses.map(({ origin }) => origin)];
  return logs.includes(old.origin)
    ? {
        kind: 'wrong',
        text,
        detail:
          'It says that it is of this history, and no key of this register signed it as it stands: it was altered ' +
          'or copied wrongly, or somebody signed another history. Compare it with the letter or file in which you ' +
          `got it. If they are the same: ${TELL}`,
      }
    : {
        kind: 'unknown',
        text,
        detail: `It is of another log, ${old.origin}, and not of ${now.origin}.`,
      };
}

/** A verdict of a browser that cannot say who signed the checkpoint. */
export function unchecked(verdict: Verdict): Verdict {
  const warning =
    'This browser cannot check signatures, so compare the checkpoint with the one you kept.';
  return { ...verdict, detail: verdict.detail ? `${verdict.detail} ${warning}` : warning };
}

/**
 * Says what hashes prove, and no more: the log, and not the texts that pages show.
 * `since` is the day up to which the checkpoint goes, if the register names it.
 */
export function proved(old: Checkpoint, now: Checkpoint, since: string | null): Verdict {
  const added = now.size - old.size;
  return {
    kind: 'proved',
    text: `The signed log is proved unchanged${since ? ` since ${since}` : ''}`,
    detail:
      `It goes on from your checkpoint: of the ${changes(old.size)} that it covers, ` +
      `${old.size === 1 ? 'the entry in the log was not' : 'no entry in the log was'} altered, removed or moved; ` +
      `${added === 0 ? 'none was' : `${changes(added)} ${added === 1 ? 'was' : 'were'}`} added after ${old.size === 1 ? 'it' : 'them'}.`,
  };
}

export function altered(old: Checkpoint): Verdict {
  return {
    kind: 'wrong',
    text: 'The history was altered after your checkpoint was signed',
    detail: `At least one of the first ${changes(old.size)} is not what it was. ${TELL}`,
  };
}

export function missing(gone: number, why = ''): Verdict {
  const [are, them] = gone === 1 ? ['is', 'it'] : ['are', 'them'];
  return {
    kind: 'wrong',
    text: `${changes(gone)} that your checkpoint covers ${are} missing, and no loss of ${them} was declared`,
    detail: `${why}${TELL}`,
  };
}

export function moreThanDeclared(old: Checkpoint, declared: Loss): Verdict {
  return missing(
    old.size - declared.size,
    `A loss was declared of a history of ${changes(declared.size)}, but your checkpoint covers ${number(old.size)}. `,
  );
}

export function ofNoSuchLog(old: Checkpoint, now: Checkpoint): Verdict {
  return {
    kind: 'wrong',
    text: 'The history of your checkpoint is not this one, and no loss was declared',
    detail: `Your checkpoint is of ${old.origin}; this history is called ${now.origin}. ${TELL}`,
  };
}

export function otherHistory(old: Checkpoint): Verdict {
  return {
    kind: 'wrong',
    text: 'Your checkpoint was signed for another history',
    detail:
      `A loss was declared of a history of ${changes(old.size)}, as many as your checkpoint covers, ` +
      `but they are not the same changes: two different histories were signed. ${TELL}`,
  };
}

/** Nothing is said of what is left, since a checkpoint proves all that it covers or nothing. */
export function notComparable(old: Checkpoint, left: number): Verdict {
  return {
    kind: 'lost',
    text: 'Your checkpoint cannot be compared: it covers changes that were declared lost',
    detail: left === 0 ? allLost(old.size) : partlyLost(old.size, left),
  };
}

function allLost(size: number): string {
  const all = size === 1 ? 'Its only change was' : `All its ${changes(size)} were`;
  return `${all} declared lost when an older backup was put in place, so there is nothing to compare it with.`;
}

function partlyLost(size: number, left: number): string {
  const lost = size - left;
  return (
    `Of its ${changes(size)} the last ${lost === 1 ? 'one was' : `${number(lost)} were`} declared lost ` +
    'when an older backup was put in place. This checkpoint alone cannot show whether the ' +
    `${left === 1 ? 'one before is' : `${number(left)} before are`} unchanged; ` +
    `a checkpoint of at most ${changes(left)} can.`
  );
}
