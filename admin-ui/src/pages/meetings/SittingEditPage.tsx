import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badWhen,
  EditForm,
  type FormError,
  Select,
  TextArea,
  TextField,
  UserErrorFields,
  useForm,
  useSave,
  WhenFields,
  whenInput,
  whenValues,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { whenWordsAfter } from '../../ui/when.js';
import NotFoundPage from '../NotFoundPage.js';
import { notWiderThan, occurrenceStatuses, type Visibility } from './choices.js';

const SittingFields = graphql(`
  fragment SittingEdit on MeetingOccurrence @_unmask {
    id
    version
    name
    startsOn
    endsOn
    startTime
    endTime
    dateNote
    venue
    status
    summary
    visibility
    viewerCanUpdate
    meeting { id name visibility }
  }
`);

const SittingQuery = graphql(
  `query SittingEditPage_Sitting($id: ID!) { node(id: $id) { ...SittingEdit } }`,
  [SittingFields],
);

const Update = graphql(
  `
    mutation SittingEditPage_Update($input: UpdateMeetingOccurrenceInput!) {
      updateMeetingOccurrence(input: $input) {
        occurrence { ...SittingEdit }
        errors { ...UserError }
      }
    }
  `,
  [SittingFields, UserErrorFields],
);

type Sitting = ResultOf<typeof SittingFields>;

/** A sitting's own fields. Who came and what was agreed stands on the page that records it. */
export default function SittingEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SittingQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the sitting">
      {({ node }) =>
        node && 'viewerCanUpdate' in node && node.viewerCanUpdate ? (
          <SittingForm key={node.id} slug={slug} sitting={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function SittingForm({ slug, sitting }: { slug: string; sitting: Sitting }) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Update, 'updateMeetingOccurrence');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [conflict, setConflict] = useState<Sitting | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `sitting:${sitting.id}`,
    initial: { ...valuesOf(sitting), reason: '' },
    version: sitting.version,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const wrong = badWhen(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: sitting.id,
        version: form.version ?? sitting.version,
        reason: values.reason.trim() || null,
        ...changedInput(values, form.changed),
      },
      form.draftKey,
    );
    if (outcome.conflict?.occurrence) setConflict(outcome.conflict.occurrence);
    if (!outcome.saved?.occurrence) return;
    const saved = outcome.saved.occurrence;
    form.reset({ ...valuesOf(saved), reason: '' }, saved.version);
    await navigate(to.sitting(sitting.id));
    flash.show('Sitting saved');
  };

  return (
    <Page
      title="Edit the sitting"
      caption={`${sitting.meeting.name}, ${whenWordsAfter(sitting)}`}
      hasErrors={errors.length > 0}
    >
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        conflict={
          conflict && {
            values: { ...valuesOf(conflict), reason: form.values.reason },
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
        <WhenFields severalDays={sitting.endsOn !== null && sitting.endsOn !== sitting.startsOn} />
        <TextField name="venue" label="Where (optional)" />
        <Select name="status" label="Status" choices={occurrenceStatuses} />
        <TextField
          name="name"
          label="Name of its own (optional)"
          hint="Only if it is called something else than the meeting."
        />
        <TextArea name="summary" label="What was discussed and decided (optional)" rows={8} />
        <Select
          name="visibility"
          label="Who can see it"
          choices={notWiderThan(sitting.meeting.visibility)}
        />
      </EditForm>
    </Page>
  );
}

function valuesOf(sitting: Sitting) {
  return {
    ...whenValues(sitting),
    // A sitting without a name of its own goes by that of its meeting.
    name: sitting.name === sitting.meeting.name ? '' : sitting.name,
    venue: sitting.venue ?? '',
    status: sitting.status as string,
    summary: sitting.summary ?? '',
    visibility: sitting.visibility as string,
  };
}

/** Only what was changed is sent: null clears a field, absence keeps it. */
function changedInput(values: ReturnType<typeof valuesOf>, changed: string[]) {
  const input = {
    ...whenInput(values),
    name: values.name.trim() || null,
    venue: values.venue.trim() || null,
    status: values.status as Sitting['status'],
    summary: values.summary.trim() || null,
    visibility: values.visibility as Visibility,
  };
  const sent = changed.includes('startsOn') ? [...changed, 'endsOn'] : changed;
  return Object.fromEntries(Object.entries(input).filter(([name]) => sent.includes(name)));
}
