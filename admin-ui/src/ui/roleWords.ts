/** A role and the place where it holds, as people say it. */
import { words } from './words.js';

export type HeldRole = {
  role: string;
  partnership: { name: string } | null;
  agency: { name: string } | null;
};

/** "Partner admin for Essex Police, in Safer Chelmsford Partnership". */
export function roleWords({ role, partnership, agency }: HeldRole): string {
  if (agency) {
    const where = partnership ? `in ${partnership.name}` : 'wherever it sits';
    return `${words(role)} for ${agency.name}, ${where}`;
  }
  if (partnership) return `${words(role)} of ${partnership.name}`;
  return role === 'ADMINISTRATOR' || role === 'AUDITOR'
    ? `${words(role)} of the whole register`
    : words(role);
}
