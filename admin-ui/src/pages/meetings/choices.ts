/** What can be chosen for a meeting and its sittings, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

const choices = (values: string[]): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

export const meetingKinds: Choice[] = [
  { value: 'STRATEGY_GROUP', label: 'Strategy group (the board)' },
  ...choices([
    'EXECUTIVE',
    'DELIVERY_GROUP',
    'TASKING_GROUP',
    'TASK_AND_FINISH',
    'FORUM',
    'CASE_PANEL',
    'SCRUTINY',
    'EXTERNAL_BOARD',
    'OTHER',
  ]),
];

export const occurrenceStatuses = choices(['PLANNED', 'HELD', 'CANCELLED', 'POSTPONED']);

export const visibilities: Choice[] = [
  { value: 'PUBLIC', label: 'Everyone' },
  { value: 'PARTNERS', label: 'Signed-in people of the partnership' },
  { value: 'RESTRICTED', label: 'The agencies of this record, coordinators and auditors' },
];

/** How an agency attended, in the order of the table's columns. */
export const attendanceStates = ['PRESENT', 'PART', 'SUBSTITUTE', 'APOLOGIES', 'ABSENT'] as const;
export type AttendanceState = (typeof attendanceStates)[number];

/** Those that count as having come. */
export const waysToCome: AttendanceState[] = ['PRESENT', 'PART', 'SUBSTITUTE'];

export const attendanceWords: Record<AttendanceState, string> = {
  PRESENT: 'Present',
  PART: 'Part',
  SUBSTITUTE: 'Substitute',
  APOLOGIES: 'Apologies',
  ABSENT: 'Absent',
};

export type Visibility = 'PUBLIC' | 'PARTNERS' | 'RESTRICTED';

/** Who can see what belongs to a record: never more than see the record. */
export function notWiderThan(visibility: Visibility): Choice[] {
  return visibilities.slice(visibilities.findIndex(({ value }) => value === visibility));
}
