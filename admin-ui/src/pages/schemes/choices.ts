/** What can be chosen for a scheme, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

const choices = (values: string[]): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

export const projectStatuses = choices([
  'PROPOSED',
  'ACTIVE',
  'PAUSED',
  'COMPLETED',
  'CANCELLED',
  'NOT_STATED',
]);
export const projectKinds = choices([
  'PROJECT',
  'SCHEME',
  'SERVICE',
  'OPERATION',
  'CAMPAIGN',
  'ACCREDITATION',
  'LEGAL_ORDER',
  'EQUIPMENT',
  'TRAINING',
  'DATA_SHARING',
  'OTHER',
]);
export const visibilities: Choice[] = [
  { value: 'PUBLIC', label: 'Everyone' },
  { value: 'PARTNERS', label: 'Signed-in people of the partnership' },
  { value: 'RESTRICTED', label: 'The agencies of this record, coordinators and auditors' },
];
