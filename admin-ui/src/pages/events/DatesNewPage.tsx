import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badNewDates,
  EditForm,
  type FormError,
  noRepeat,
  RepeatFields,
  repeatErrors,
  repeatInput,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { blankEventDate, EventDateFields, eventDateInput } from './EventDateFields.js';

const EventQuery = graphql(`
  query DatesNewPage_Event($id: ID!) {
    node(id: $id) {
      ... on Event {
        id
        name
        venue
        visibility
        isArchived
        viewerCanAddOccurrences
        partnership { id agencies { id name } }
      }
    }
  }
`);

const CreateOne = graphql(
  `
    mutation DatesNewPage_One($input: CreateEventOccurrenceInput!) {
      createEventOccurrence(input: $input) {
        occurrence { id event { id } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const CreateSeveral = graphql(
  `
    mutation DatesNewPage_Several($input: CreateEventOccurrencesInput!) {
      createEventOccurrences(input: $input) {
        occurrences { id event { id } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Event = Extract<
  NonNullable<ResultOf<typeof EventQuery>['node']>,
  { viewerCanAddOccurrences: boolean }
>;

/** Adds one date or window of days to an event, or several by a rule. */
export default function DatesNewPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: EventQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the event">
      {({ node }) =>
        node && 'viewerCanAddOccurrences' in node && node.viewerCanAddOccurrences ? (
          <NewDates key={node.id} slug={slug} event={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function NewDates({ slug, event }: { slug: string; event: Event }) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const one = useSave(CreateOne, 'createEventOccurrence');
  const several = useSave(CreateSeveral, 'createEventOccurrences');
  const [wrong, setWrong] = useState<FormError[]>([]);
  const form = useForm({
    draftKey: `new-event-date:${event.id}`,
    initial: {
      ...blankEventDate,
      ...noRepeat,
      venue: event.venue ?? '',
      visibility: event.visibility as string,
    },
    version: null,
    errors: wrong,
  });

  const send = async (values: typeof form.values) => {
    const repeat = repeatInput(values);
    // All is sent: the event's venue is what the form began with, and the date has none yet.
    const input = { event: event.id, ...eventDateInput(values, Object.keys(blankEventDate)) };
    if (repeat) {
      const outcome = await several.run({ ...input, repeat }, form.draftKey);
      return { ...outcome, made: outcome.saved?.occurrences.length ?? 0 };
    }
    const outcome = await one.run(input, form.draftKey);
    return { ...outcome, made: 1 };
  };
  const submit = async (values: typeof form.values) => {
    const typed = badNewDates(values);
    setWrong(typed);
    if (typed.length > 0) return;
    const { saved, errors, made } = await send(values);
    setWrong(repeatErrors(errors));
    if (!saved) return;
    form.reset(form.initial, null);
    await navigate(to.events.one(event.id));
    flash.show(`${count(made, 'date')} added`);
  };

  return (
    <Page title="Add dates" caption={event.name} hasErrors={wrong.length > 0}>
      <EditForm
        form={form}
        errors={wrong}
        loading={one.loading || several.loading}
        onSubmit={submit}
        submitLabel="Add"
        cancel={
          <Link className="govuk-link" to={to.events.one(event.id)}>
            Cancel
          </Link>
        }
      >
        <EventDateFields date={null} event={event} partnership={event.partnership}>
          <RepeatFields of={['date', 'dates']} />
        </EventDateFields>
      </EditForm>
    </Page>
  );
}
