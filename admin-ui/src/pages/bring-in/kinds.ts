/** What a sheet can hold, in words. */
import { plan } from '../../paths.js';
import type { Kind } from './queries.js';

export const nouns: Record<Kind, [one: string, many: string]> = {
  SCHEMES: ['scheme', 'schemes'],
  ACTIONS: ['action', 'actions'],
  SITTINGS: ['sitting', 'sittings'],
  MEMBERS: ['member', 'members'],
};

export const kindChoices = [
  { value: 'SCHEMES', label: 'Projects and schemes' },
  { value: 'ACTIONS', label: 'Actions', hint: 'An action log, with what is closed already' },
  { value: 'SITTINGS', label: 'Sittings', hint: 'Dates of meetings that the register has' },
  { value: 'MEMBERS', label: 'Members', hint: 'Agencies that the register has' },
];

/** Where what was brought in is listed. */
export function listOf(kind: Kind, slug: string): string {
  const to = plan(slug);
  return {
    SCHEMES: to.schemes.list,
    ACTIONS: to.actions.list,
    SITTINGS: to.meetings.list,
    MEMBERS: to.members.list,
  }[kind];
}
