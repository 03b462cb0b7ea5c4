/** The priorities and focus areas that a scheme serves: in the strategy in force, and in drafts. */
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { StrategyStateTag } from '../../ui/Status.js';
import { type Scheme, ServesFields } from './scheme.js';

const EditionsQuery = graphql(`
  query Serves_Editions($slug: String!) {
    partnership(slug: $slug) {
      id
      strategy { id }
      strategies { id title state isArchived }
    }
  }
`);

const ServesQuery = graphql(
  `
    query Serves_Links($id: ID!, $strategy: ID) {
      node(id: $id) { ... on Project { ...SchemeServes } }
    }
  `,
  [ServesFields],
);

type Partnership = NonNullable<ResultOf<typeof EditionsQuery>['partnership']>;
export type Edition = Partnership['strategies'][number];

/** The edition in force first, then those that are being written. */
export function editionsToShow(
  partnership: Pick<Partnership, 'strategy' | 'strategies'>,
): Edition[] {
  const { strategy, strategies } = partnership;
  const current = strategies.filter(({ id }) => id === strategy?.id);
  const unfinished = strategies.filter(
    ({ id, state, isArchived }) =>
      id !== strategy?.id && !isArchived && (state === 'DRAFT' || state === 'CONSULTATION'),
  );
  return [...current, ...unfinished];
}

export function Serves({ scheme }: { scheme: Scheme }) {
  const [query, ask] = useQuery({
    query: EditionsQuery,
    variables: { slug: scheme.partnership.slug },
  });
  return (
    <Section title="Priorities and focus areas">
      <Loaded query={query} retry={ask} what="the strategies">
        {({ partnership }) => {
          const editions = partnership ? editionsToShow(partnership) : [];
          return editions.length > 0 ? (
            editions.map((edition) => (
              <EditionLinks key={edition.id} scheme={scheme} edition={edition} />
            ))
          ) : (
            <p className="govuk-body">There is no strategy yet for it to serve.</p>
          );
        }}
      </Loaded>
    </Section>
  );
}

function EditionLinks({ scheme, edition }: { scheme: Scheme; edition: Edition }) {
  const to = plan(scheme.partnership.slug);
  const [query, ask] = useQuery({
    query: ServesQuery,
    variables: { id: scheme.id, strategy: edition.id },
  });
  return (
    <>
      <h3 className="govuk-heading-s register-edition">
        <Link className="govuk-link" to={to.strategies.one(edition.id)}>
          {edition.title}
        </Link>{' '}
        {edition.state === 'PUBLISHED' ? null : <StrategyStateTag state={edition.state} />}
      </h3>
      <Loaded query={query} retry={ask} what="its links">
        {({ node }) =>
          node && 'focusAreas' in node ? (
            <Links slug={scheme.partnership.slug} links={node} />
          ) : null
        }
      </Loaded>
      {scheme.viewerCanUpdate && !scheme.isArchived ? (
        <p className="govuk-body">
          <Link
            className="govuk-link"
            to={`${to.schemes.edit(scheme.id)}?edition=${edition.id}#priorities`}
          >
            Change<span className="govuk-visually-hidden"> what it serves in {edition.title}</span>
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Links({ slug, links }: { slug: string; links: ResultOf<typeof ServesFields> }) {
  const to = plan(slug);
  const { priorities, focusAreas } = links;
  if (priorities.length + focusAreas.length === 0)
    return (
      <p className="govuk-body register-muted">It stands under no priority of this edition.</p>
    );
  return (
    <ul className="govuk-list govuk-list--bullet">
      {priorities.map((priority) => (
        <li key={priority.id}>
          <Link className="govuk-link" to={to.priorities.one(priority.id)}>
            {priority.heading}
          </Link>
        </li>
      ))}
      {focusAreas.map((area) => (
        <li key={area.id}>
          <Link className="govuk-link" to={to.focusAreas.one(area.id)}>
            {area.title}
          </Link>{' '}
          <span className="register-muted">(focus area of priority {area.priority.position})</span>
        </li>
      ))}
    </ul>
  );
}
