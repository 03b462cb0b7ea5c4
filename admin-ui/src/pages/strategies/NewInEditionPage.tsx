import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { StrategyStateTag } from '../../ui/Status.js';
import NotFoundPage from '../NotFoundPage.js';
import { compareEditions, type PriorityRow, tally } from './editions.js';
import { FateTag } from './FateTag.js';
import { nameOfPriority } from './names.js';

const EditionsQuery = graphql(`
  query NewInEditionPage_Editions($id: ID!) {
    node(id: $id) {
      ... on Strategy {
        id
        title
        state
        partnership { id slug }
        priorities {
          id
          position
          title
          carriedFrom { id }
          focusAreas { id title carriedFrom { id } }
        }
        supersedes {
          id
          title
          state
          priorities {
            id
            position
            title
            carriedFrom { id }
            focusAreas { id title carriedFrom { id } }
          }
        }
      }
    }
  }
`);

type Strategy = Extract<ResultOf<typeof EditionsQuery>['node'], { title: string }>;

/** An edition beside the one that it follows: what was carried, reworded, moved, added, dropped. */
export default function NewInEditionPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: EditionsQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the two editions">
      {({ node }) =>
        node && 'title' in node && node.partnership.slug === slug ? (
          <Comparison slug={slug} strategy={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Comparison({ slug, strategy }: { slug: string; strategy: Strategy }) {
  const to = plan(slug).strategies;
  const { supersedes } = strategy;
  const rows = supersedes ? compareEditions(supersedes.priorities, strategy.priorities) : [];
  return (
    <Page title="What is new in this edition" caption={strategy.title}>
      {supersedes ? (
        <>
          <p className="govuk-body">
            <Link className="govuk-link" to={to.one(strategy.id)}>
              {strategy.title}
            </Link>{' '}
            <StrategyStateTag state={strategy.state} /> beside{' '}
            <Link className="govuk-link" to={to.one(supersedes.id)}>
              {supersedes.title}
            </Link>{' '}
            <StrategyStateTag state={supersedes.state} />, which it follows.
          </p>
          <Summary rows={rows} />
          <EditionTable rows={rows} />
        </>
      ) : (
        <div className="govuk-inset-text">
          This edition follows no other in the register. To compare it with one,{' '}
          <Link className="govuk-link" to={to.edit(strategy.id)}>
            say which edition it follows
          </Link>
          .
        </div>
      )}
    </Page>
  );
}

/** "Priorities: 3 carried, 1 reworded. Focus areas: 14 carried, 1 dropped." */
function Summary({ rows }: { rows: PriorityRow[] }) {
  const line = (what: string, each: Parameters<typeof tally>[0]) => {
    const counts = Object.entries(tally(each)).filter(([, number]) => number > 0);
    return (
      <li>
        {what}:{' '}
        {counts.length > 0
          ? counts.map(([fate, number]) => `${number} ${fate}`).join(', ')
          : 'none in either'}
      </li>
    );
  };
  return (
    <ul className="govuk-list govuk-list--bullet">
      {line('Priorities', rows)}
      {line(
        'Focus areas',
        rows.flatMap(({ areas }) => areas),
      )}
    </ul>
  );
}

function EditionTable({ rows }: { rows: PriorityRow[] }) {
  if (rows.length === 0)
    return <div className="govuk-inset-text">Neither edition has a priority yet.</div>;
  return (
    <ol className="register-editions">
      {rows.map((row) => (
        <li key={row.after?.id ?? row.before?.id} className="register-editions__priority">
          <h2 className="govuk-heading-s register-priority">
            <Names
              before={row.before && nameOfPriority(row.before)}
              after={row.after && nameOfPriority(row.after)}
              same={row.fates.includes('carried')}
            />{' '}
            {row.fates.map((fate) => (
              <FateTag key={fate} fate={fate} />
            ))}
          </h2>
          {row.areas.length > 0 ? (
            <ul className="govuk-list register-editions__areas">
              {row.areas.map((area) => (
                <li key={area.after?.id ?? area.before?.id}>
                  <Names
                    before={area.before?.title ?? null}
                    after={area.after?.title ?? null}
                    same={!area.fates.includes('reworded')}
                  />{' '}
                  {area.fates.map((fate) => (
                    <FateTag key={fate} fate={fate} />
                  ))}
                  {area.cameFrom ? (
                    <span className="register-muted"> from {nameOfPriority(area.cameFrom)}</span>
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p className="govuk-body register-muted">No focus areas</p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** One name, or the old one and the new one where they differ. */
function Names({
  before,
  after,
  same,
}: {
  before: string | null;
  after: string | null;
  same: boolean;
}) {
  if (!after) return <del>{before}</del>;
  if (!before || same || before === after) return <>{after}</>;
  return (
    <>
      {after} <span className="register-muted">(was: {before})</span>
    </>
  );
}
