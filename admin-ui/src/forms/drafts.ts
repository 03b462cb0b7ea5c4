/**
 * What was typed and not saved, kept in this browser so that a reload loses
 * nothing. Everything is forgotten at sign-out; and a browser that was closed
 * without it shows nobody what another person typed.
 */

const prefix = 'register-draft:';
let owner = '';

/** Says whose drafts are read and kept from now on. */
export function draftsOf(user: string): void {
  owner = user;
}

/** What is kept of a form: the draft itself, and what was sent of it. */
type Part = 'draft' | 'sent';

const place = (key: string, part: Part) =>
  `${prefix}${owner}:${key}${part === 'draft' ? '' : `#${part}`}`;

/** A form's values: texts, lists of ids or texts, and ticks. */
export type Values = Record<string, string | string[] | boolean>;

/** A draft, and the record (its version, its values) on which it was begun. */
export type Draft<V extends Values> = { version: number | null; values: V; base: V };

/** The draft of this key, or null. */
export function readDraft<V extends Values>(key: string): Draft<V> | null {
  const kept = readKept<Draft<V>>(key, 'draft');
  return typeof kept === 'object' ? kept : null;
}

/**
 * The drafts under this name, or a name that goes on from it after a colon, or of the record
 * with this id; with their names.
 */
export function draftsOn(name: string): [key: string, draft: Draft<Values>][] {
  const begin = place('', 'draft');
  try {
    const keys = Object.keys(localStorage)
      .filter((each) => each.startsWith(begin) && !each.endsWith('#sent'))
      .map((each) => each.slice(begin.length))
      .filter((key) => key.startsWith(`${name}:`) || key === name || key.split(':').includes(name));
    return keys.flatMap((key) => {
      const draft = readDraft<Values>(key);
      return draft ? [[key, draft] as [string, Draft<Values>]] : [];
    });
  } catch {
    // See keepDraft.
    return [];
  }
}

export function readKept<T>(key: string, part: Part): T | null {
  try {
    const stored = localStorage.getItem(place(key, part));
    return stored ? (JSON.parse(stored) as T) : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; a browser that keeps nothing is no reason to stop typing. */
export function keepDraft<V extends Values>(key: string, draft: Draft<V>): void {
  keepBeside(key, 'draft', draft);
}

export function keepBeside(key: string, part: Part, value: unknown): void {
  try {
    localStorage.setItem(place(key, part), JSON.stringify(value));
  } catch {
    // Full, or forbidden by the browser: the form itself still holds what was typed.
  }
}

/** What stands in the place of a draft for a moment when its form no longer needs it. */
const SETTLED = '"settled"';

/** Forgets a draft, with what was sent of it. */
export function dropDraft(key: string): void {
  dropKept(key, 'draft');
  dropKept(key, 'sent');
}

/**
 * Forgets the draft of a form, while it is that still: another tab with the same form may have
 * kept its own in the same place since. Other tabs are told, so that they keep theirs.
 */
export function settleDraft(key: string, own: Draft<Values>): void {
  if (JSON.stringify(readDraft(key)) !== JSON.stringify(own)) return;
  try {
    localStorage.setItem(place(key, 'draft'), SETTLED);
  } catch {
    // See keepDraft.
  }
  dropDraft(key);
}

/** Calls when another tab settled a draft of this key. Gives what ends it. */
export function onSettled(key: string, call: () => void): () => void {
  const listen = ({ key: changed, oldValue, newValue }: StorageEvent) => {
    if (changed === place(key, 'draft') && oldValue === SETTLED && newValue === null) call();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}

export function dropKept(key: string, part: Part): void {
  try {
    localStorage.removeItem(place(key, part));
  } catch {
    // See keepDraft.
  }
}

/** Forgets the drafts of everyone who used this browser, or of one of them. */
export function forgetDrafts(user?: string): void {
  const theirs = user === undefined ? prefix : `${prefix}${user}:`;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(theirs)) localStorage.removeItem(key);
    }
  } catch {
    // See keepDraft.
  }
}
