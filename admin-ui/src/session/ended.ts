/** Tells the page that its session has ended, from wherever that is noticed. */

/** Who is signed in instead, as far as the refusal tells: nobody, or another person. */
export type Ended = 'nobody' | 'other';

let listener: ((how: Ended) => void) | undefined;

export const sessionEnded = {
  /** Calls back at each notice; gives what stops it. */
  watch(callback: (how: Ended) => void): () => void {
    listener = callback;
    return () => {
      if (listener === callback) listener = undefined;
    };
  },
  /** Whether somebody is signed in as far as this page knows. */
  isWatched(): boolean {
    return listener !== undefined;
  },
  announce(how: Ended): void {
    listener?.(how);
  },
};
