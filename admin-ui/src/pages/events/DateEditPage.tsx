import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { badWhen, EditForm, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { whenWordsAfter } from '../../ui/when.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  EventDateFields,
  EventDateFormFields,
  type EventDateRecord,
  eventDateInput,
  eventDateValues,
} from './EventDateFields.js';

const DateQuery = graphql(
  `
    query DateEditPage_Date($id: ID!, $slug: String!) {
      node(id: $id) { ...EventDateForm }
      partnership(slug: $slug) { id agencies { id name } }
    }
  `,
  [EventDateFormFields],
);

const UpdateDate = graphql(
  `
    mutation DateEditPage_Update($input: UpdateEventOccurrenceInput!) {
      updateEventOccurrence(input: $input) {
        occurrence { ...EventDateForm }
        errors { ...UserError }
      }
    }
  `,
  [EventDateFormFields, UserErrorFields],
);

/** One date of an event: when, where, and whether it takes place. */
export default function DateEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: DateQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the date">
      {({ node, partnership }) =>
        node && 'viewerCanUpdate' in node && node.viewerCanUpdate && partnership ? (
          <EditDate key={node.id} slug={slug} date={node} partnership={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = {
  slug: string;
  date: EventDateRecord;
  partnership: { id: string; agencies: readonly { id: string; name: string }[] };
};

function EditDate({ slug, date, partnership }: Props) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `event-date:${date.id}`,
    record: date,
    valuesOf: eventDateValues,
    save: useSave(UpdateDate, 'updateEventOccurrence'),
    recordOf: ({ occurrence }) => occurrence,
    input: (values, changed, version) => ({
      id: date.id,
      version,
      reason: values.reason.trim() || null,
      ...eventDateInput(values, changed),
    }),
    check: badWhen,
    onSaved: async () => {
      await navigate(to.eventDate(date.id));
      flash.show('Date saved');
    },
  });
  return (
    <Page
      title="Edit the date"
      caption={`${date.event.name}, ${whenWordsAfter(date)}`}
      hasErrors={edit.errors.length > 0}
    >
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.eventDate(date.id)}>
            Cancel
          </Link>
        }
      >
        <EventDateFields date={date} event={date.event} partnership={partnership} />
      </EditForm>
    </Page>
  );
}
