/** Tells the page that its session has ended, from wherever that is noticed. */

let listener: (() => void) | undefined;

export const sessionEnded = {
  /** Calls back at each notice; gives what stops it. */
  watch(callback: () => void): () => void {
    listener = callback;
    return () => {
      if (listener === callback) listener = undefined;
    };
  },
  /** Whether somebody is signed in as far as this page knows. */
  isWatched(): boolean {
    return listener !== undefined;
  },
  announce(): void {
    listener?.();
  },
};
