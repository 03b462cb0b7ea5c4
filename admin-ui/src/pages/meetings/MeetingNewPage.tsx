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
  meetingInput,
  meetingValues,
} from './MeetingFields.js';

const ChoicesQuery = graphql(
  `query MeetingNewPage_Choices($slug: String!) { partnership(slug: $slug) { ...MeetingChoices } }`,
  [MeetingChoicesFields],
);

const CreateMeeting = graphql(
  `
    mutation MeetingNewPage_Create($input: CreateMeetingInput!) {
      createMeeting(input: $input) {
        meeting { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** Adds a standing meeting to the partnership. */
export default function MeetingNewPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: ChoicesQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership }) =>
        partnership?.viewerCanAddRecords ? (
          <NewMeeting slug={slug} choices={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function NewMeeting({ slug, choices }: { slug: string; choices: MeetingChoices }) {
  const to = plan(slug).meetings;
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CreateMeeting, 'createMeeting');
  const [typed, setTyped] = useState<FormError[]>([]);
  const editions = editionsOf(choices, null);
  const errors = typed.length > 0 ? typed : save.errors;
  const initial = meetingValues(null, editions, choices.strategy?.id);
  const form = useForm({
    draftKey: `new-meeting:${choices.id}`,
    initial,
    version: null,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const wrong = badMeeting(values, editions);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        partnership: choices.id,
        ...meetingInput(values, editions, form.changed),
        name: values.name.trim(),
      },
      form.draftKey,
    );
    if (!outcome.saved?.meeting) return;
    form.reset(initial, null);
    await navigate(to.one(outcome.saved.meeting.id));
    flash.show('Meeting added');
  };

  return (
    <Page title="Add a meeting" caption={choices.name} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Add the meeting"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.list}>
            Cancel
          </Link>
        }
      >
        <MeetingFields meeting={null} choices={choices} editions={editions} />
      </EditForm>
    </Page>
  );
}
