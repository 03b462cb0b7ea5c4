import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../../graphql/tada.js';
import { plan } from '../../../paths.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { StrategyStateTag } from '../../../ui/Status.js';
import { SummaryList } from '../../../ui/SummaryList.js';
import { day, words } from '../../../ui/words.js';
import { type AsOf, useAsOf } from './AsOfLayout.js';
import { AsOfPriority, AsOfPriorityFields } from './AsOfPriority.js';

const EditionFields = graphql(
  `
    fragment AsOfEdition on Strategy @_unmask {
      id
      title
      kind
      state
      periodLabel
      startsOn
      endsOn
      summary
      approvals { body outcome on }
      priorities { ...AsOfPriority }
    }
  `,
  [AsOfPriorityFields],
);

const StrategyQuery = graphql(
  `
    query AsOfStrategyPage_Strategy(
      $slug: String!
      $moment: DateTime!
      $edition: ID!
      $isChosen: Boolean!
    ) {
      partnership(slug: $slug, asOf: $moment) {
        id
        name
        description
        strategies { id title state }
        strategy @skip(if: $isChosen) { ...AsOfEdition }
      }
      chosen: node(id: $edition, asOf: $moment) @include(if: $isChosen) {
        ... on Strategy { ...AsOfEdition }
      }
    }
  `,
  [EditionFields],
);

type Edition = ResultOf<typeof EditionFields>;

/** The strategy with its priorities as they stood. */
export default function AsOfStrategyPage() {
  const { slug, moment } = useAsOf();
  const [search] = useSearchParams();
  const edition = search.get('edition');
  const [query, ask] = useQuery({
    query: StrategyQuery,
    variables: { slug, moment, edition: edition ?? '', isChosen: edition !== null },
  });
  return (
    <Loaded query={query} retry={ask} what="the plan of that day">
      {({ partnership, chosen }) => {
        const shown = chosen && 'priorities' in chosen ? chosen : partnership?.strategy;
        const others = (partnership?.strategies ?? []).filter(({ id }) => id !== shown?.id);
        return (
          <Page
            key={shown?.id}
            title={shown?.title ?? 'No strategy'}
            caption={partnership?.name ?? null}
          >
            {shown ? (
              <EditionView edition={shown} asOf={{ slug, moment }} />
            ) : (
              <p className="govuk-body">The register held no strategy of this partnership then.</p>
            )}
            <OtherEditions others={others} asOf={{ slug, moment }} />
          </Page>
        );
      }}
    </Loaded>
  );
}

function EditionView({ edition, asOf }: { edition: Edition; asOf: AsOf }) {
  const { startsOn, endsOn, approvals, priorities } = edition;
  const period =
    startsOn || endsOn
      ? `${day(startsOn) || 'Not stated'} to ${day(endsOn) || 'not stated'}`
      : null;
  return (
    <>
      <SummaryList
        rows={[
          { term: 'State', value: <StrategyStateTag state={edition.state} /> },
          { term: 'Kind', value: words(edition.kind) },
          { term: 'Period', value: edition.periodLabel ?? period },
          { term: 'Summary', value: edition.summary },
          {
            term: 'Approvals',
            value: approvals
              .map(({ body, outcome, on }) => `${words(outcome)} by ${body}, ${day(on)}`)
              .join('; '),
          },
        ]}
      />
      {priorities.length === 0 ? (
        <p className="govuk-body">It had no priorities.</p>
      ) : (
        priorities.map((priority) => (
          <AsOfPriority key={priority.id} priority={priority} asOf={asOf} />
        ))
      )}
    </>
  );
}

type Others = { id: string; title: string; state: Edition['state'] }[];

function OtherEditions({ others, asOf }: { others: Others; asOf: AsOf }) {
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="editions">
      <h2 className="govuk-heading-m" id="editions">
        Other editions
      </h2>
      <ul className="govuk-list">
        {others.map(({ id, title, state }) => (
          <li key={id}>
            <Link
              className="govuk-link"
              to={`${plan(asOf.slug).asOf(asOf.moment)}?edition=${encodeURIComponent(id)}`}
            >
              {title}
            </Link>{' '}
            <StrategyStateTag state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
