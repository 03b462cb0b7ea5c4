import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badNewDates,
  EditForm,
  type FormError,
  noRepeat,
  noWhen,
  RepeatFields,
  repeatErrors,
  repeatInput,
  Select,
  TextField,
  UserErrorFields,
  useForm,
  useSave,
  WhenFields,
  whenInput,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { notWiderThan, type Visibility } from './choices.js';

const MeetingQuery = graphql(`
  query SchedulePage_Meeting($id: ID!) {
    node(id: $id) {
      ... on Meeting { id name cadence recurrence visibility isArchived viewerCanSchedule }
    }
  }
`);

const Schedule = graphql(
  `
    mutation SchedulePage_Schedule($input: ScheduleMeetingInput!) {
      scheduleMeeting(input: $input) {
        occurrences { id meeting { id } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Meeting = Extract<
  NonNullable<ResultOf<typeof MeetingQuery>['node']>,
  { viewerCanSchedule: boolean }
>;

/** Puts one sitting of a meeting in the diary, or all of a year by a rule. */
export default function SchedulePage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MeetingQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the meeting">
      {({ node }) =>
        node && 'viewerCanSchedule' in node && node.viewerCanSchedule && !node.isArchived ? (
          <ScheduleForm key={node.id} slug={slug} meeting={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function ScheduleForm({ slug, meeting }: { slug: string; meeting: Meeting }) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Schedule, 'scheduleMeeting');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : repeatErrors(save.errors);
  const form = useForm({
    draftKey: `new-sitting:${meeting.id}`,
    initial: {
      ...noWhen,
      ...noRepeat,
      name: '',
      venue: '',
      visibility: meeting.visibility === 'RESTRICTED' ? 'RESTRICTED' : 'PARTNERS',
    },
    version: null,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const wrong = badNewDates(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        meeting: meeting.id,
        ...whenInput(values),
        repeat: repeatInput(values),
        name: values.name.trim() || null,
        venue: values.venue.trim() || null,
        visibility: values.visibility as Visibility,
      },
      form.draftKey,
    );
    if (!outcome.saved) return;
    const made = outcome.saved.occurrences.length;
    form.reset(form.initial, null);
    await navigate(to.meetings.one(meeting.id));
    flash.show(`${count(made, 'sitting')} scheduled`);
  };

  return (
    <Page title="Schedule sittings" caption={meeting.name} hasErrors={errors.length > 0}>
      {meeting.cadence ? (
        <p className="govuk-body">This meeting’s rhythm in words: {meeting.cadence}.</p>
      ) : null}
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Schedule"
        cancel={
          <Link className="govuk-link" to={to.meetings.one(meeting.id)}>
            Cancel
          </Link>
        }
      >
        <WhenFields firstDay="Day, or the first of several sittings" severalDays={false} />
        <RepeatFields of={['sitting', 'sittings']} series={meeting.recurrence} />
        <TextField name="venue" label="Where (optional)" />
        <TextField
          name="name"
          label="Name of its own (optional)"
          hint="Only if it is called something else than the meeting. For example, Annual review."
        />
        <Select
          name="visibility"
          label="Who can see it"
          choices={notWiderThan(meeting.visibility)}
        />
      </EditForm>
    </Page>
  );
}
