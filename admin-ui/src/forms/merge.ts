/** Two people changed one record: what each field was, what each made of it. */
import type { Values } from './drafts.js';
import { same } from './form.js';

/** A field that both changed, to different values. */
export type Clash<V extends Values> = {
  name: keyof V & string;
  mine: V[keyof V & string];
  theirs: V[keyof V & string];
};

export type Merge<V extends Values> = {
  /** Both persons' changes together; mine where they clash. */
  values: V;
  clashes: Clash<V>[];
  /** The fields that only they changed: taken over as they are. */
  takenOver: (keyof V & string)[];
};

/** Merges what I typed (`mine`, from `base`) with what somebody else saved (`theirs`). */
export function merge<V extends Values>(base: V, mine: V, theirs: V): Merge<V> {
  const values = { ...mine };
  const clashes: Clash<V>[] = [];
  const takenOver: (keyof V & string)[] = [];
  for (const name of Object.keys({ ...mine, ...theirs }) as (keyof V & string)[]) {
    // A row that they added, such as an agency that came, is empty in what I had.
    const was = base[name] ?? '';
    const theyChanged = !same(was, theirs[name] ?? '');
    const iChanged = !same(was, mine[name] ?? '');
    if (theyChanged && !iChanged) {
      values[name] = theirs[name];
      takenOver.push(name);
    } else if (theyChanged && iChanged && !same(mine[name], theirs[name])) {
      clashes.push({ name, mine: mine[name], theirs: theirs[name] });
    }
  }
  return { values, clashes, takenOver };
}

/** Whether there is nothing to decide, and nothing of theirs that the form would show. */
export function isIdle<V extends Values>({ clashes, takenOver }: Merge<V>): boolean {
  return clashes.length === 0 && takenOver.length === 0;
}
