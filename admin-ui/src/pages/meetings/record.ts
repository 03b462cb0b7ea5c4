/** The values of the form that records a sitting, and what is sent for them. */
import { badDates, type FormError, filledLines, linesOf, type Option } from '../../forms/index.js';
import { dayOf, type When, whenWordsAfter } from '../../ui/when.js';
import { day, words } from '../../ui/words.js';
import type { AttendanceState } from './choices.js';

/** An agency that may have come. */
export type Attendee = { id: string; name: string; capacity: Capacity };
export type Capacity = 'CORE_MEMBER' | 'ATTENDEE' | 'SUPPORT' | 'OBSERVER' | 'NOT_STATED';

/**
 * How each agency attended is a value of its own, `attendance.<id>` and `post.<id>`,
 * so that two people who record the same sitting can merge line by line.
 */
export type RecordValues = {
  summary: string;
  /** Agencies beside the members, each as `id|name`. */
  others: string[];
  documents: string[];
  actions: string[];
  /** The day of the next sitting, to be scheduled with the record. */
  nextOn: string;
  reason: string;
  /** What no field shows: two who record the same sitting would note its actions twice. */
  'beside.status': string;
  'beside.when': string;
  'beside.actions': string[];
  'beside.documents': string[];
  [attendance: `attendance.${string}`]: string;
  [post: `post.${string}`]: string;
};

export const blankAction = { text: '', owner: '', dueOn: '', reference: '' };
export const blankDocument = { kind: 'MINUTES', title: '', url: '' };

type Recorded = When & {
  status: string;
  summary: string | null;
  nextByRule: string | null;
  attendance: readonly { state: AttendanceState; post: string | null; agency: { id: string } }[];
  actions: readonly { id: string }[];
  documents: readonly { id: string }[];
};

export function valuesOf(sitting: Recorded, attendees: Attendee[]): RecordValues {
  const { status, summary, attendance, nextByRule, actions, documents } = sitting;
  const values: RecordValues = {
    summary: summary ?? '',
    others: [],
    documents: [],
    actions: [],
    // Whoever changes a record is not offered to schedule again what was left out before.
    nextOn: status === 'HELD' ? '' : (nextByRule ?? ''),
    reason: '',
    'beside.status': words(status),
    'beside.when': whenWordsAfter(sitting),
    'beside.actions': actions.map(({ id }) => id),
    'beside.documents': documents.map(({ id }) => id),
  };
  for (const { id } of attendees) {
    const known = attendance.find(({ agency }) => agency.id === id);
    values[`attendance.${id}`] = known?.state ?? '';
    values[`post.${id}`] = known?.post ?? '';
  }
  return values;
}

/** An agency that was added: `id|name`, so that a draft knows its name. */
export function otherAttendee(value: string): Attendee {
  const [id = '', ...name] = value.split('|');
  return { id, name: name.join('|'), capacity: 'ATTENDEE' };
}

/** With those that were added; one that somebody else recorded meanwhile stands there once. */
export function withOthers(known: Attendee[], others: readonly string[]): Attendee[] {
  const added = others.map(otherAttendee);
  return [...known, ...added.filter(({ id }) => known.every((each) => each.id !== id))];
}

/** Those whose attendance was chosen, in the order of the table. */
export function attendanceInput(values: RecordValues, attendees: readonly Attendee[]) {
  return attendees
    .filter(({ id }) => values[`attendance.${id}`])
    .map(({ id, capacity }) => ({
      agency: id,
      capacity,
      state: values[`attendance.${id}`] as AttendanceState,
      post: (values[`post.${id}`] ?? '').trim() || null,
    }));
}

/** The values without lines in which nothing was entered. */
export function withoutBlanks(values: RecordValues): RecordValues {
  return {
    ...values,
    actions: filledLines(values.actions, blankAction),
    documents: filledLines(values.documents, blankDocument),
  };
}

export function actionsInput(lines: string[]) {
  return linesOf(lines).map(({ text = '', owner, dueOn = '', reference = '' }) => ({
    text: text.trim(),
    owners: owner ? [owner] : [],
    dueOn: dayOf(dueOn),
    reference: reference.trim() || null,
  }));
}

/** A document without a title is named by its kind and the day of the sitting. */
export function documentsInput(values: RecordValues, startsOn: string | null) {
  return linesOf(values.documents).map(({ kind = 'MINUTES', title = '', url = '' }) => ({
    kind: kind as 'AGENDA' | 'MINUTES' | 'OTHER',
    title: title.trim() || [words(kind), day(startsOn)].filter(Boolean).join(', '),
    url: url.trim() || null,
  }));
}

/** What is wrong with what was typed, before it is sent. */
export function badRecord(values: RecordValues, owners: readonly Option[]): FormError[] {
  return [
    ...badActions(values.actions, owners),
    ...badDates(values, [['nextOn', 'The day of the next sitting']]),
  ];
}

/** What is wrong with the lines of actions: their text, their owner, their day. */
export function badActions(lines: string[], owners: readonly Option[]): FormError[] {
  return linesOf(lines).flatMap(({ text = '', owner = '', dueOn = '' }, index) => [
    ...(text.trim()
      ? []
      : [
          {
            field: `actions.${index}.text`,
            message: `Action ${index + 1}: say what is to be done`,
          },
        ]),
    ...(owner.trim() && !owners.some(({ value }) => value === owner)
      ? [
          {
            field: `actions.${index}.owner`,
            message: `Action ${index + 1}: choose an agency from the list, or leave the box empty`,
          },
        ]
      : []),
    ...(dueOn.trim() && !dayOf(dueOn)
      ? [
          {
            field: `actions.${index}.dueOn`,
            message: `Action ${index + 1}: the due date must be a real date, for example 27/3/2026`,
          },
        ]
      : []),
  ]);
}

/** The server counts the entries that were sent; the form names them by agency. */
export function recordErrors(
  errors: FormError[],
  values: RecordValues,
  attendees: readonly Attendee[],
) {
  const sent = attendanceInput(values, attendees);
  return errors.map(({ field, message }) => {
    const [, index = '', part] = /^attendance\.(\d+)\.?(\w+)?$/.exec(field ?? '') ?? [];
    const entry = sent[Number(index)];
    if (!index || !entry) return { field, message };
    return { field: `${part === 'post' ? 'post' : 'attendance'}.${entry.agency}`, message };
  });
}
