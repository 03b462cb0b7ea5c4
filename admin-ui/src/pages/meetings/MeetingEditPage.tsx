import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  badMeeting,
  editionsOf,
  type MeetingChoices,
  MeetingChoicesFields,
  MeetingFields,
  MeetingFormFields,
  type MeetingRecord,
  meetingInput,
  meetingValues,
} from './MeetingFields.js';

const MeetingQuery = graphql(
  `
    query MeetingEditPage_Meeting($id: ID!, $slug: String!) {
      node(id: $id) { ... on Meeting { ...MeetingForm } }
      partnership(slug: $slug) { ...MeetingChoices }
    }
  `,
  [MeetingFormFields, MeetingChoicesFields],
);

const UpdateMeeting = graphql(
  `
    mutation MeetingEditPage_Update($input: UpdateMeetingInput!) {
      updateMeeting(input: $input) {
        meeting { ...MeetingForm }
        errors { ...UserError }
      }
    }
  `,
  [MeetingFormFields, UserErrorFields],
);

/** A meeting's own fields, and the priorities it stands under in one edition. */
export default function MeetingEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MeetingQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the meeting">
      {({ node, partnership }) =>
        node && 'viewerCanUpdate' in node && node.viewerCanUpdate && partnership ? (
          <EditMeeting key={node.id} slug={slug} meeting={node} choices={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; meeting: MeetingRecord; choices: MeetingChoices };

function EditMeeting({ slug, meeting, choices }: Props) {
  const to = plan(slug).meetings;
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UpdateMeeting, 'updateMeeting');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [conflict, setConflict] = useState<MeetingRecord | null>(null);
  const editions = editionsOf(choices, meeting.id);
  const errors = typed.length > 0 ? typed : save.errors;
  const initial = meetingValues(meeting, editions, choices.strategy?.id);
  const form = useForm({
    draftKey: `meeting:${meeting.id}`,
    initial,
    version: meeting.version,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const wrong = badMeeting(values, editions);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: meeting.id,
        version: form.version ?? meeting.version,
        ...meetingInput(values, editions, form.changed),
      },
      form.draftKey,
    );
    if (outcome.conflict?.meeting) setConflict(outcome.conflict.meeting);
    if (!outcome.saved?.meeting) return;
    form.reset(initial, outcome.saved.meeting.version);
    await navigate(to.one(meeting.id));
    flash.show('Meeting saved');
  };

  return (
    <Page title={`Edit ${meeting.name}`} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        conflict={
          conflict && {
            values: {
              ...meetingValues(conflict, editions, choices.strategy?.id),
              edition: form.values.edition,
              priorities: form.values.priorities,
              reason: form.values.reason,
            },
            version: conflict.version,
          }
        }
        onMerged={() => {
          setConflict(null);
          save.clear();
        }}
        cancel={
          <Link className="govuk-link" to={to.one(meeting.id)}>
            Cancel
          </Link>
        }
      >
        <MeetingFields meeting={meeting} choices={choices} editions={editions} />
      </EditForm>
    </Page>
  );
}
