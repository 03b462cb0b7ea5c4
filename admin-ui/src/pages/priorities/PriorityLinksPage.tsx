import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  inputOf,
  LinksField,
  type Option,
  UserErrorFields,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { wasPublished } from '../strategies/fields.js';
import { nameOfPriority } from '../strategies/names.js';
import { EditionFields } from './fields.js';
import { PublishedNote } from './PublishedNote.js';
import { useSchemeSearch } from './useSchemeSearch.js';

const PriorityLinksFields = graphql(
  `
    fragment PriorityLinks on Priority @_unmask {
      id
      version
      position
      title
      strategy { ...EditionOf }
      projects { id name }
      meetings { id name }
      events { id name }
      viewerCanUpdate
    }
  `,
  [EditionFields],
);

const PriorityQuery = graphql(
  `
    query PriorityLinksPage_Priority($id: ID!, $slug: String!) {
      node(id: $id) { ... on Priority { ...PriorityLinks } }
      partnership(slug: $slug) {
        id
        meetings(first: 100) { nodes { id name } }
        events(first: 100) { nodes { id name } }
      }
    }
  `,
  [PriorityLinksFields],
);

const UpdatePriority = graphql(
  `
    mutation PriorityLinksPage_Update($input: UpdatePriorityInput!) {
      updatePriority(input: $input) {
        priority { ...PriorityLinks }
        errors { ...UserError }
      }
    }
  `,
  [PriorityLinksFields, UserErrorFields],
);

type Priority = ResultOf<typeof PriorityLinksFields>;
type Partnership = NonNullable<ResultOf<typeof PriorityQuery>['partnership']>;

/** Which schemes, meetings and events serve a priority in its edition. Other editions keep theirs. */
export default function PriorityLinksPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: PriorityQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the priority">
      {({ node, partnership }) =>
        node && 'projects' in node && node.viewerCanUpdate && partnership ? (
          <LinksEditor slug={slug} priority={node} partnership={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);
const optionsOf = (records: readonly { id: string; name: string }[]): Option[] =>
  records.map(({ id, name }) => ({ value: id, label: name }));

/** What is there to choose from, and what is chosen already, each once. */
function both(one: Option[], other: Option[]): Option[] {
  return [...new Map([...one, ...other].map((option) => [option.value, option])).values()];
}

function LinksEditor({
  slug,
  priority,
  partnership,
}: {
  slug: string;
  priority: Priority;
  partnership: Partnership;
}) {
  const to = plan(slug).priorities;
  const navigate = useNavigate();
  const flash = useFlash();
  const searchSchemes = useSchemeSearch(partnership.id);
  const { strategy } = priority;
  const edit = useRecordForm({
    draftKey: `priority-links:${priority.id}`,
    record: priority,
    valuesOf: (each: Priority) => ({
      projects: idsOf(each.projects),
      meetings: idsOf(each.meetings),
      events: idsOf(each.events),
    }),
    save: useSave(UpdatePriority, 'updatePriority'),
    recordOf: (payload) => payload.priority,
    input: (values, changed, version) => ({
      id: priority.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(to.one(priority.id));
      flash.show('What serves this priority is saved');
    },
  });
  return (
    <Page
      title={`What serves ${nameOfPriority(priority)}`}
      caption={strategy.title}
      hasErrors={edit.errors.length > 0}
    >
      <p className="govuk-body">
        These links belong to this edition of the strategy. Those of other editions stay as they
        are. Type part of a name to add one.
      </p>
      <PublishedNote state={strategy.state} />
      <EditForm
        {...edit}
        reason={wasPublished(strategy.state) ? 'required' : 'offered'}
        cancel={
          <Link className="govuk-link" to={to.one(priority.id)}>
            Cancel
          </Link>
        }
      >
        <LinksField
          name="projects"
          label="Projects and schemes"
          options={optionsOf(priority.projects)}
          search={searchSchemes}
        />
        <LinksField
          name="meetings"
          label="Meetings"
          options={both(optionsOf(partnership.meetings.nodes), optionsOf(priority.meetings))}
        />
        <LinksField
          name="events"
          label="Events"
          options={both(optionsOf(partnership.events.nodes), optionsOf(priority.events))}
        />
      </EditForm>
    </Page>
  );
}
