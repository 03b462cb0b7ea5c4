import { useSyncExternalStore } from 'react';

/** Below this width seven columns leave no room for words. */
const narrow = () => window.matchMedia('(max-width: 48em)');

function watch(changed: () => void): () => void {
  const query = narrow();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the window is narrow: a phone, or a page at 400 %. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow().matches);
}
