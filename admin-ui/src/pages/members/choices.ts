/** What can be chosen for a membership, in words. */
import type { Choice } from '../../forms/index.js';

export const bases: Choice[] = [
  { value: 'NOT_STATED', label: 'Not stated' },
  { value: 'RESPONSIBLE_AUTHORITY', label: 'Responsible authority (section 5(1))' },
  { value: 'CO_OPERATING_BODY', label: 'Co-operating body (section 5(2))' },
  { value: 'INVITED_PARTICIPANT', label: 'Invited participant (section 5(3))' },
  { value: 'CO_OPTED', label: 'Co-opted' },
];

export const capacities: Choice[] = [
  { value: 'NOT_STATED', label: 'Not stated' },
  { value: 'CORE_MEMBER', label: 'Core member' },
  { value: 'ATTENDEE', label: 'Attendee' },
  { value: 'SUPPORT', label: 'Support' },
  { value: 'OBSERVER', label: 'Observer' },
];
