/** What came of taking something back. */
import type { Outcome } from '../forms/index.js';

export type Undone =
  | { done: string }
  /** Why it was not taken back, and whether to try again is worth it. */
  | { why: string; isWorthTrying: boolean };

/** The words for an undo that was sent: those given if it is done, else why it is not. */
export function undone(outcome: Outcome<unknown>, done: string): Undone {
  if (outcome.saved) return { done };
  const [error] = outcome.errors;
  if (error?.isUnanswered) {
    return {
      why: error.said
        ? `This could not be undone. ${error.said} Nothing is undone twice.`
        : 'This could not be undone: the register could not be reached. Check your connection and try again. Nothing is undone twice.',
      isWorthTrying: true,
    };
  }
  if (outcome.conflict) {
    return {
      why: 'This could not be undone: somebody has changed it since. Look at it, and change it yourself if that is still right.',
      isWorthTrying: false,
    };
  }
  return { why: `This could not be undone. ${error?.message ?? ''}`.trim(), isWorthTrying: false };
}
