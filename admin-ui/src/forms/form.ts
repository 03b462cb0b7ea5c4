/** The state of a form: its values, what was typed, and the other person's version if there is one. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Draft, keepDraft, onSettled, readDraft, settleDraft, type Values } from './drafts.js';
import { errorOf, type FormError } from './errors.js';

/** What the fields of a form share. */
export type Form<V extends Values> = {
  /** Names the draft, and what was sent of it: `save.run(input, form.draftKey)`. */
  draftKey: string | null;
  values: V;
  /** The values as they were loaded. */
  initial: V;
  set<K extends keyof V>(name: K, value: V[K]): void;
  /** Whether anything differs from what was loaded. */
  isDirty: boolean;
  /** The names whose values differ from what was loaded: all that a partial update has to send. */
  changed: (keyof V & string)[];
  errors: FormError[];
  /** The message for a field, if it has one. */
  errorOf(name: keyof V & string): string | undefined;
  /** The version of the record that the values were loaded from. */
  version: number | null;
  /** Whether the values come from a draft of an earlier visit. */
  fromDraft: boolean;
  /** Forgets what was typed and goes on from these values: after a save, or when a draft is thrown away. */
  reset(values: V, version: number | null): void;
  /** Whether the form was saved or thrown away just now, so that the page may be left. */
  isSettled(): boolean;
  /** Takes values and the version they are now based on, as typed: after a merge. */
  rebase(values: V, initial: V, version: number): void;
};

type Options<V extends Values> = {
  /** Names the draft: `project:<id>`, or `new-project:<partnership>`. Null keeps none: for secrets. */
  draftKey: string | null;
  initial: V;
  version: number | null;
  errors: FormError[];
  /**
   * Whether somebody else's save is being told of: what is loaded meanwhile waits, so that
   * what they changed does not vanish from the sight of whoever typed nothing.
   */
  isHeld?: boolean;
};

export function useForm<V extends Values>({
  draftKey,
  initial,
  version,
  errors,
  isHeld = false,
}: Options<V>): Form<V> {
  const [found] = useState(() => (draftKey === null ? null : readDraft<V>(draftKey)));
  const [state, setState] = useState(() => begin(found, initial, version));
  const { values, base, basedOn, fromDraft } = state;
  const changed = useMemo(
    () =>
      Object.keys(values).filter((name) => !same(values[name], base[name])) as (keyof V & string)[],
    [values, base],
  );
  const isDirty = changed.length > 0;

  // The version is part of what was loaded: it rises, too, when no field of this form changed.
  const loaded = JSON.stringify({ initial, version });
  const before = useRef(loaded);
  useEffect(() => {
    if (isHeld || before.current === loaded) return;
    before.current = loaded;
    const fresh = JSON.parse(loaded) as Loaded<V>;
    setState((old) => withLoaded(old, fresh.initial, fresh.version));
  }, [loaded, isHeld]);

  // Only what this form kept or found is forgotten with it: the same record may be open in
  // another tab, whose draft lies in the same place.
  const own = useRef(found);
  const forget = useCallback(() => {
    if (draftKey !== null && own.current) settleDraft(draftKey, own.current);
    own.current = null;
  }, [draftKey]);
  useEffect(() => {
    if (draftKey === null) return;
    if (!isDirty) return forget();
    const draft = { version: basedOn, values, base };
    own.current = draft;
    keepDraft(draftKey, draft);
    return onSettled(draftKey, () => keepDraft(draftKey, draft));
  }, [draftKey, isDirty, values, base, basedOn, forget]);

  const settled = useRef(false);
  const isSettled = useCallback(() => settled.current, []);
  const set = useCallback(<K extends keyof V>(name: K, value: V[K]) => {
    settled.current = false;
    setState((old) => ({ ...old, values: { ...old.values, [name]: value } }));
  }, []);
  const reset = useCallback(
    (next: V, at: number | null) => {
      settled.current = true;
      forget();
      setState({ values: next, base: next, basedOn: at, fromDraft: false });
    },
    [forget],
  );
  const rebase = useCallback((next: V, onto: V, at: number) => {
    setState({ values: next, base: onto, basedOn: at, fromDraft: false });
  }, []);
  return {
    draftKey,
    values,
    initial: base,
    set,
    isDirty,
    changed,
    errors,
    errorOf: (name) => errorOf(errors, name),
    version: basedOn,
    fromDraft,
    isSettled,
    reset,
    rebase,
  };
}

type Loaded<V extends Values> = { initial: V; version: number | null };

type State<V extends Values> = { values: V; base: V; basedOn: number | null; fromDraft: boolean };

/** How a form begins: with what was loaded, or with the draft of it. */
export function begin<V extends Values>(
  draft: Draft<V> | null,
  initial: V,
  version: number | null,
): State<V> {
  if (!draft) return { values: initial, base: initial, basedOn: version, fromDraft: false };
  // The draft keeps its own version: if somebody changed a field of it meanwhile, saving says
  // so and merges.
  const kept = {
    values: { ...initial, ...draft.values },
    base: { ...initial, ...draft.base },
    basedOn: draft.version,
    fromDraft: true,
  };
  return withLoaded(kept, initial, version);
}

/**
 * What was loaded anew (a save elsewhere, another page's edit) is taken over while nothing was
 * typed. Where something was, the version is still taken up if no field of the form changed
 * with it: such a save is nobody's conflict.
 */
export function withLoaded<V extends Values>(
  old: State<V>,
  initial: V,
  version: number | null,
): State<V> {
  // A list may still show what was there before this form saved.
  if (version !== null && old.basedOn !== null && version < old.basedOn) return old;
  if (isUntouched(old))
    return { values: initial, base: initial, basedOn: version, fromDraft: false };
  const isSame = Object.keys(initial).every((name) => same(old.base[name] ?? '', initial[name]));
  return isSame ? { ...old, basedOn: version } : old;
}

function isUntouched<V extends Values>({ values, base }: State<V>): boolean {
  return Object.keys(values).every((name) => same(values[name], base[name]));
}

/** Whether two values of a field are the same; the order of a list counts. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
