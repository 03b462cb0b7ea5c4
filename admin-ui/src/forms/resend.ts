/** Sending a form again by itself: when whoever saved first changed nothing that matters to it. */
import { useEffect, useRef, useState } from 'react';

/**
 * What there is of somebody else's save: nothing; one of which there is nothing to decide or to
 * tell (`idle`); or one that is told of.
 */
export type Theirs = 'none' | 'idle' | 'told';

/** Whether the form may be sent by itself since the button was pressed, is about to be, or not. */
export type Resend = 'free' | 'due' | 'spent';

type Options = {
  theirs: Theirs;
  /** Whether the form cannot be sent yet: it is being sent, or still based on the old version. */
  isBusy: boolean;
  /** Goes on from the version that there is now. */
  takeUp(): void;
  send(): void;
};

/**
 * What comes next. Once for each press of the button, so that a register that finds fault with
 * every version is not asked without end; and never after a save that was told of, even if
 * nothing of it differs from the form any longer.
 */
export function next(state: Resend, { theirs, isBusy }: Pick<Options, 'theirs' | 'isBusy'>) {
  if (state === 'free' && theirs !== 'none') return theirs === 'idle' ? 'due' : 'spent';
  return state === 'due' && !isBusy ? 'spent' : state;
}

/** `isQuiet` says that nothing is shown of their save; `restart` is called with every press. */
export function useResend(options: Options) {
  const { theirs, isBusy } = options;
  const [state, setState] = useState<Resend>('free');
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    const after = next(state, { theirs, isBusy });
    if (after === state) return;
    setState(after);
    if (after === 'due') latest.current.takeUp();
    else if (state === 'due') latest.current.send();
  }, [state, theirs, isBusy]);
  return { isQuiet: theirs === 'idle' && state === 'free', restart: () => setState('free') };
}
