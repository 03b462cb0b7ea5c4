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

const place = (key: string) => `${prefix}${owner}:${key}`;

/** A form's values: texts, lists of ids or texts, and ticks. */
export type Values = Record<string, string | string[] | boolean>;

/** A draft, and the record (its version, its values) on which it was begun. */
export type Draft<V extends Values> = { version: number | null; values: V; base: V };

/** The draft of this key, or null. */
export function readDraft<V extends Values>(key: string): Draft<V> | null {
  try {
    const stored = localStorage.getItem(place(key));
    return stored ? (JSON.parse(stored) as Draft<V>) : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; a browser that keeps nothing is no reason to stop typing. */
export function keepDraft<V extends Values>(key: string, draft: Draft<V>): void {
  try {
    localStorage.setItem(place(key), JSON.stringify(draft));
  } catch {
    // Full, or forbidden by the browser: the form itself still holds what was typed.
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(place(key));
  } catch {
    // See keepDraft.
  }
}

/** Forgets the drafts of everyone who used this browser. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) localStorage.removeItem(key);
    }
  } catch {
    // See keepDraft.
  }
}
