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
  return readKept<Draft<V>>(key, 'draft');
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

/** Forgets a draft, with what was sent of it. */
export function dropDraft(key: string): void {
  dropKept(key, 'draft');
  dropKept(key, 'sent');
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
