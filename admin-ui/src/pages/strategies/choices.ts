/** What can be chosen for a strategy, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

const choices = (values: string[]): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

export const strategyKinds = choices([
  'PARTNERSHIP_PLAN',
  'COMMUNITY_SAFETY_AGREEMENT',
  'SERIOUS_VIOLENCE',
  'REDUCING_REOFFENDING',
  'DOMESTIC_ABUSE',
  'OTHER',
]);

/** The states that are set by hand; publishing and withdrawing have pages of their own. */
export const openStates: Choice[] = [
  { value: 'DRAFT', label: 'Draft', hint: 'Only people of the partnership can see it.' },
  {
    value: 'CONSULTATION',
    label: 'Out for consultation',
    hint: 'Everyone can read it, and sees that it is not final.',
  },
];

export const approvalOutcomes = choices([
  'ENDORSED',
  'ADOPTED',
  'NOT_ADOPTED',
  'ROLLED_FORWARD',
  'NOTED',
]);
