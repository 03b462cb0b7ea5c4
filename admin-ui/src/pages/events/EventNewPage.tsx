import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  badEvent,
  type EventChoices,
  EventChoicesFields,
  EventFields,
  EventFormFields,
  editionsOf,
  eventDays,
  eventInput,
  eventValues,
} from './EventFields.js';

const ChoicesQuery = graphql(
  `query EventNewPage_Choices($slug: String!) { partnership(slug: $slug) { ...EventChoices } }`,
  [EventChoicesFields],
);

const CreateEvent = graphql(
  `
    mutation EventNewPage_Create($input: CreateEventInput!) {
      createEvent(input: $input) {
        event { ...EventForm }
        errors { ...UserError }
      }
    }
  `,
  [EventFormFields, UserErrorFields],
);

/** Adds an event or a series of events to the partnership. */
export default function EventNewPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: ChoicesQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership }) =>
        partnership?.viewerCanAddRecords ? (
          <NewEvent slug={slug} choices={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function NewEvent({ slug, choices }: { slug: string; choices: EventChoices }) {
  const to = plan(slug).events;
  const navigate = useNavigate();
  const flash = useFlash();
  const editions = editionsOf(choices, null);
  const blank = eventValues(null, editions, choices.strategy?.id);
  const edit = useRecordForm({
    draftKey: `new-event:${choices.id}`,
    record: null,
    blank,
    valuesOf: () => blank,
    save: useSave(CreateEvent, 'createEvent'),
    recordOf: ({ event }) => event,
    input: (values, changed) => ({
      partnership: choices.id,
      ...eventInput(values, editions, changed),
      name: values.name.trim(),
    }),
    dates: eventDays,
    check: (values) => badEvent(values, editions),
    onSaved: async (event) => {
      await navigate(to.one(event.id));
      flash.show('Event added');
    },
  });
  return (
    <Page title="Add an event" caption={choices.name} hasErrors={edit.errors.length > 0}>
      <EditForm
        {...edit}
        submitLabel="Add the event"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.list}>
            Cancel
          </Link>
        }
      >
        <EventFields event={null} choices={choices} editions={editions} />
      </EditForm>
    </Page>
  );
}
