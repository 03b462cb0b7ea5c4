/** What can be chosen for a partnership, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

const choices = (values: string[]): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

export const partnershipKinds = choices([
  'COMMUNITY_SAFETY_PARTNERSHIP',
  'COMBINED_AREA',
  'COUNTY_STRATEGY_GROUP',
  'REGIONAL_BOARD',
]);

export const purposes: Choice[] = [
  { value: '', label: 'Not stated' },
  { value: 'CRIME_AND_DISORDER', label: 'Crime and disorder' },
  { value: 'SUBSTANCE_MISUSE', label: 'Substance misuse' },
  { value: 'REDUCING_REOFFENDING', label: 'Reducing re-offending' },
  { value: 'SERIOUS_VIOLENCE', label: 'Serious violence' },
];
