/**
 * A save whose answer has not come yet, kept beside the draft: what was sent, and under which
 * key. If the answer is lost, the very same is sent again to learn what became of it, after a
 * reload too.
 */
import { dropKept, keepBeside, readKept } from './drafts.js';

export type Sent = {
  /** The mutation's field in the answer. */
  name: string;
  /** Its Idempotency-Key. */
  key: string;
  variables: { input: unknown };
  /** When it was first sent. */
  at: number;
};

/** The register forgets keys after a day: later it would carry the same out again. */
const REMEMBERED_MS = 23 * 60 * 60 * 1000;

export const beginSent = (name: string, variables: { input: unknown }): Sent => ({
  name,
  key: crypto.randomUUID(),
  variables,
  at: Date.now(),
});

/** What was sent of the draft and not answered, if the register still knows its key. */
export function readSent(draft: string, name: string, now = Date.now()): Sent | null {
  const sent = readKept<Sent>(draft, 'sent');
  return sent && sent.name === name && now - sent.at < REMEMBERED_MS ? sent : null;
}

export function keepSent(draft: string, sent: Sent): void {
  keepBeside(draft, 'sent', sent);
}

export function dropSent(draft: string): void {
  dropKept(draft, 'sent');
}

/** Whether it sent just this. */
export function isOf(sent: Sent, input: unknown): boolean {
  return JSON.stringify(sent.variables.input) === JSON.stringify(input);
}
