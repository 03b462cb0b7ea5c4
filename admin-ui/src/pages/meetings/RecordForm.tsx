/** The form that records a sitting. */
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  Beside,
  DateField,
  EditForm,
  type FormError,
  LinksField,
  NO_INDIVIDUALS,
  Rows,
  TextArea,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { whenWordsAfter } from '../../ui/when.js';
import { count } from '../../ui/words.js';
import { AttendanceField } from './AttendanceField.js';
import { actionColumns, ownersOf } from './actionLines.js';
import { useAgencySearch } from './agencySearch.js';
import {
  type Attendee,
  actionsInput,
  attendanceInput,
  badRecord,
  blankAction,
  blankDocument,
  documentsInput,
  otherAttendee,
  recordErrors,
  valuesOf,
  withOthers,
  withoutBlanks,
} from './record.js';
import { mayBeRecorded, needsDay } from './sittings.js';

/** What the form shows of the sitting, and what a save gives back. */
export const RecordFields = graphql(`
  fragment SittingRecordForm on MeetingOccurrence @_unmask {
    id
    version
    status
    summary
    startsOn
    endsOn
    startTime
    endTime
    dateNote
    isArchived
    viewerCanRecord
    nextByRule
    meeting { id name viewerCanSchedule }
    attendance { state capacity post agency { id name } }
    actions { id }
    documents { id }
  }
`);

type RecordedSitting = ResultOf<typeof RecordFields>;

const Record = graphql(
  `
    mutation RecordPage_Record($input: RecordMeetingInput!) {
      recordMeeting(input: $input) {
        occurrence { ...SittingRecordForm meeting { nextOccurrence { id } } actions { id text } }
        errors { ...UserError }
      }
    }
  `,
  [RecordFields, UserErrorFields],
);

type Props = { slug: string; sitting: RecordedSitting; members: Attendee[] };

export function RecordForm({ slug, sitting, members }: Props) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Record, 'recordMeeting');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [conflict, setConflict] = useState<RecordedSitting | null>(null);
  const known = useMemo(() => knownAttendees(members, sitting), [members, sitting]);
  const search = useAgencySearch();
  const again = sitting.status === 'HELD';
  const initial = valuesOf(sitting, known);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `record-sitting:${sitting.id}`,
    initial,
    version: sitting.version,
    errors,
    isHeld: conflict !== null,
  });
  const attendees = withOthers(known, form.values.others);

  const submit = async (entered: typeof form.values) => {
    const values = withoutBlanks(entered);
    form.set('actions', values.actions);
    form.set('documents', values.documents);
    const wrong = badRecord(values, ownersOf(attendees));
    setTyped(wrong);
    if (wrong.length > 0) return;
    const attended = form.changed.some((name) => /^(attendance|post)\./.test(name));
    const outcome = await save.run(
      {
        id: sitting.id,
        version: form.version ?? sitting.version,
        reason: values.reason.trim() || null,
        ...(form.changed.includes('summary') ? { summary: values.summary.trim() || null } : {}),
        ...(attended ? { attendance: attendanceInput(values, attendees) } : {}),
        documents: documentsInput(values, sitting.startsOn),
        actions: actionsInput(values.actions),
        nextOn: sitting.meeting.viewerCanSchedule ? values.nextOn || null : null,
      },
      form.draftKey,
    );
    if (outcome.conflict?.occurrence) setConflict(outcome.conflict.occurrence);
    else setTyped(recordErrors(outcome.errors, values, attendees));
    if (!outcome.saved) return;
    form.reset(initial, null);
    await navigate(to.sitting(sitting.id));
    const made = values.actions.length;
    flash.show(made > 0 ? `Sitting recorded, with ${count(made, 'action')}` : 'Sitting recorded');
  };

  if (needsDay(sitting)) return <NoDay slug={slug} sitting={sitting} />;
  if (!mayBeRecorded(sitting)) return <NotYet slug={slug} sitting={sitting} />;
  return (
    <Page
      title={again ? 'Change the record' : 'Record the sitting'}
      caption={`${sitting.meeting.name}, ${whenWordsAfter(sitting)}`}
      hasErrors={errors.length > 0}
    >
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Save the record"
        {...(again ? { reason: 'offered' as const } : {})}
        conflict={
          conflict && {
            values: valuesOf(conflict, knownAttendees(attendees, conflict)),
            version: conflict.version,
          }
        }
        onMerged={() => {
          setConflict(null);
          save.clear();
        }}
        cancel={
          <Link className="govuk-link" to={to.sitting(sitting.id)}>
            Cancel
          </Link>
        }
      >
        <Beside name="beside.status" label="The sitting" />
        <Beside name="beside.when" label="When" />
        <Beside name="beside.actions" label="It has" show={(ids) => count(ids.length, 'action')} />
        <Beside
          name="beside.documents"
          label="It has"
          show={(ids) => count(ids.length, 'document')}
        />
        <AttendanceField attendees={attendees} members={members} />
        <LinksField
          name="others"
          label="Add another agency that came (optional)"
          hint="One that is not in the list above"
          options={form.values.others.map((value) => ({
            value,
            label: otherAttendee(value).name,
          }))}
          search={async (text) =>
            (await search(text))
              .filter(({ value }) => attendees.every(({ id }) => id !== value))
              .map(({ value, label }) => ({ value: `${value}|${label}`, label }))
          }
        />
        <TextArea name="summary" label="What was discussed and decided (optional)" rows={8} />
        <Rows
          name="actions"
          label="Actions agreed"
          hint={`One a line: Enter begins the next. Type part of an agency’s name, and a day like 27/3. ${NO_INDIVIDUALS} ${already(sitting.actions.length, 'action')}`}
          columns={actionColumns(ownersOf(attendees))}
          blank={blankAction}
          addLabel="Add an action"
          lineLabel="Action"
        />
        <Rows
          name="documents"
          label="Agenda, minutes and other documents"
          hint={`Without a title, a document is named by its kind and the day. ${already(sitting.documents.length, 'document')}`}
          columns={documentColumns}
          blank={blankDocument}
          addLabel="Add a document"
          lineLabel="Document"
        />
        {sitting.meeting.viewerCanSchedule ? (
          <DateField
            name="nextOn"
            label="Next sitting (optional)"
            hint={
              sitting.nextByRule
                ? 'The day that the rule of the meeting gives. Empty the boxes to schedule nothing.'
                : 'It is scheduled at the time and place of this one. For example, 27 3 2026'
            }
          />
        ) : null}
      </EditForm>
    </Page>
  );
}

const already = (number: number, what: string) =>
  number > 0 ? `This sitting has ${count(number, what)} already; these are added.` : '';

const documentColumns = [
  {
    name: 'kind',
    label: 'Kind',
    size: 'short' as const,
    choices: [
      { value: 'MINUTES', label: 'Minutes' },
      { value: 'AGENDA', label: 'Agenda' },
      { value: 'OTHER', label: 'Other' },
    ],
  },
  { name: 'title', label: 'Title' },
  { name: 'url', label: 'Web address', size: 'long' as const },
];

/** The members in published order, then others whose attendance is recorded already. */
function knownAttendees(members: Attendee[], { attendance }: RecordedSitting): Attendee[] {
  const known = new Map(members.map((member) => [member.id, member]));
  for (const { agency, capacity } of attendance) {
    if (!known.has(agency.id)) known.set(agency.id, { ...agency, capacity });
  }
  return [...known.values()];
}

function NoDay({ slug, sitting }: Omit<Props, 'members'>) {
  return (
    <Page
      title="On which day was it held?"
      caption={`${sitting.meeting.name}, ${whenWordsAfter(sitting)}`}
    >
      <p className="govuk-body">The register does not know the day of this sitting yet.</p>
      <p className="govuk-body">
        <Link className="govuk-link" to={plan(slug).sittings.edit(sitting.id)}>
          Give the day
        </Link>{' '}
        and record the sitting then.
      </p>
    </Page>
  );
}

function NotYet({ slug, sitting }: Omit<Props, 'members'>) {
  return (
    <Page title="Not held yet" caption={`${sitting.meeting.name}, ${whenWordsAfter(sitting)}`}>
      <p className="govuk-body">A sitting can be recorded from its day on.</p>
      <p className="govuk-body">
        <Link className="govuk-link" to={plan(slug).moveSitting(sitting.id)}>
          Move it
        </Link>{' '}
        if it was held on an earlier day.
      </p>
    </Page>
  );
}
