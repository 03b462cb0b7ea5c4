/** Sending a form again by itself: when whoever saved first changed nothing that it shows. */
import { useEffect, useRef, useState } from 'react';

type Options = {
  /** Whether somebody saved first, and there is nothing to decide or to tell of it. */
  isIdle: boolean;
  /** Whether the form cannot be sent yet: it is being sent, or still based on the old version. */
  isBusy: boolean;
  /** Goes on from the version that there is now. */
  takeUp(): void;
  send(): void;
};

/**
 * Once for each time that somebody presses the button, so that a register that finds fault
 * with every version is not asked without end. `isQuiet` says that nothing is shown of it;
 * `restart` is called with every press.
 */
export function useResend(options: Options) {
  const { isIdle, isBusy } = options;
  const [state, setState] = useState<'free' | 'due' | 'spent'>('free');
  const latest = useRef(options);
  latest.current = options;
  const isQuiet = isIdle && state === 'free';
  useEffect(() => {
    if (!isQuiet) return;
    setState('due');
    latest.current.takeUp();
  }, [isQuiet]);
  const isReady = state === 'due' && !isBusy;
  useEffect(() => {
    if (!isReady) return;
    setState('spent');
    latest.current.send();
  }, [isReady]);
  return { isQuiet, restart: () => setState('free') };
}
