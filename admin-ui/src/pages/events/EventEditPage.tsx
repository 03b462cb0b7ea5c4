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
  type EventRecord,
  editionsOf,
  eventDays,
  eventInput,
  eventValues,
} from './EventFields.js';

const EventQuery = graphql(
  `
    query EventEditPage_Event($id: ID!, $slug: String!) {
      node(id: $id) { ... on Event { ...EventForm } }
      partnership(slug: $slug) { ...EventChoices }
    }
  `,
  [EventFormFields, EventChoicesFields],
);

const UpdateEvent = graphql(
  `
    mutation EventEditPage_Update($input: UpdateEventInput!) {
      updateEvent(input: $input) {
        event { ...EventForm }
        errors { ...UserError }
      }
    }
  `,
  [EventFormFields, UserErrorFields],
);

/** An event's own fields, and the priorities it stands under in one edition. */
export default function EventEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: EventQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the event">
      {({ node, partnership }) =>
        node && 'viewerCanUpdate' in node && node.viewerCanUpdate && partnership ? (
          <EditEvent key={node.id} slug={slug} event={node} choices={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; event: EventRecord; choices: EventChoices };

function EditEvent({ slug, event, choices }: Props) {
  const to = plan(slug).events;
  const navigate = useNavigate();
  const flash = useFlash();
  const editions = editionsOf(choices, event.id);
  const edit = useRecordForm({
    draftKey: `event:${event.id}`,
    record: event,
    valuesOf: (record: EventRecord) => eventValues(record, editions, choices.strategy?.id),
    save: useSave(UpdateEvent, 'updateEvent'),
    recordOf: (payload) => payload.event,
    input: (values, changed, version) => ({
      id: event.id,
      version,
      ...eventInput(values, editions, changed),
    }),
    dates: eventDays,
    check: (values) => badEvent(values, editions),
    onSaved: async () => {
      await navigate(to.one(event.id));
      flash.show('Event saved');
    },
  });
  return (
    <Page title={`Edit ${event.name}`} hasErrors={edit.errors.length > 0}>
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.one(event.id)}>
            Cancel
          </Link>
        }
      >
        <EventFields event={event} choices={choices} editions={editions} />
      </EditForm>
    </Page>
  );
}
