/** What can be chosen for an agency, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

const choices = (values: string[]): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

export const agencyKinds = choices([
  'LOCAL_AUTHORITY',
  'POLICE',
  'FIRE_AND_RESCUE',
  'PROBATION',
  'HEALTH',
  'LOCAL_POLICING_BODY',
  'HOUSING',
  'EDUCATION',
  'YOUTH_JUSTICE',
  'VOLUNTARY',
  'PARTNERSHIP_BODY',
  'OTHER',
]);

export const successionKinds: Choice[] = [
  { value: 'RENAMED', label: 'Renamed' },
  { value: 'MERGED', label: 'Merged into it' },
  { value: 'SPLIT', label: 'Split into it' },
  { value: 'REPLACED', label: 'Replaced by it' },
  { value: 'FUNCTIONS_MOVED', label: 'Functions moved to it' },
  { value: 'ABOLISHED', label: 'Abolished, with nothing after it' },
];
