import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { addDays } from '../../ui/london.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { day, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Asked, type Place, PlaceQuery, ReturnQuery } from './query.js';
import { ReturnForm } from './ReturnForm.js';

type Agency = { id: string; name: string };
type Partnership = NonNullable<Place['partnership']>;

/**
 * An agency's return: all its schemes and the actions that are due, on one page. The
 * address may name the request that it answers, and the agency.
 */
export default function ReturnPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug, partnership: slug } });
  return (
    <Loaded query={query} retry={ask} what="your return">
      {({ partnership, updateRequests }) => {
        if (!partnership) return <NotFoundPage />;
        const agency = agencyOf(partnership, search.get('agency'), updateRequests);
        if (!agency) return <NoAgency slug={slug} />;
        const asked = requestOf(updateRequests, search.get('request'), agency);
        return (
          <OneReturn
            key={agency.id}
            partnership={partnership}
            agency={agency}
            asked={asked}
            onSaved={() => ask({ requestPolicy: 'network-only' })}
          />
        );
      }}
    </Loaded>
  );
}

/** Whose return it is: the agency named, if the person may; else the first of theirs that is asked. */
function agencyOf(
  { viewerAgencies, agencies, viewerCanEditPlan }: Partnership,
  named: string | null,
  requests: readonly Asked[],
): Agency | undefined {
  const mine = viewerAgencies;
  if (named)
    return (viewerCanEditPlan ? [...agencies, ...mine] : mine).find(({ id }) => id === named);
  const open = requests.find(({ state }) => state === 'OPEN');
  const asked = mine.find(({ id }) => open?.answers.some(({ agency }) => agency?.id === id));
  return asked ?? mine[0];
}

/** The request that it answers: the one named, else the open one that asks the agency. */
function requestOf(requests: readonly Asked[], named: string | null, agency: Agency): Asked | null {
  const asks = (request: Asked) => request.answers.some((each) => each.agency?.id === agency.id);
  const chosen = requests.find(({ id }) => id === named);
  const found = chosen ?? requests.find((request) => request.state === 'OPEN' && asks(request));
  return found && found.state !== 'CANCELLED' && asks(found) ? found : null;
}

function NoAgency({ slug }: { slug: string }) {
  return (
    <NotAllowed
      title="There is no return for you here"
      to={plan(slug).updates.list}
      look="See what was asked"
    >
      Returns are for people who act for an agency of this partnership. A coordinator enters one on
      an agency’s behalf from the page of the request.
    </NotAllowed>
  );
}

type Props = { partnership: Partnership; agency: Agency; asked: Asked | null; onSaved(): void };

function OneReturn({ partnership, agency, asked, onSaved }: Props) {
  const { slug, viewerAgencies } = partnership;
  const today = londonDay();
  const horizon = addDays(today, 30);
  const until = asked && asked.dueOn > horizon ? asked.dueOn : horizon;
  const [query, ask] = useQuery({
    query: ReturnQuery,
    variables: { slug, agency: agency.id, until },
  });
  const others = viewerAgencies.filter(({ id }) => id !== agency.id);
  const onBehalf = !viewerAgencies.some(({ id }) => id === agency.id);
  return (
    <Loaded query={query} retry={ask} what="your return">
      {(answer) =>
        answer.partnership ? (
          <ReturnForm
            partnership={partnership}
            agency={agency}
            asked={asked}
            onBehalf={onBehalf}
            schemes={answer.partnership.projects.nodes}
            more={answer.partnership.projects.totalCount - answer.partnership.projects.nodes.length}
            actions={answer.partnership.actions.nodes}
            onSaved={onSaved}
            intro={
              <>
                {asked ? <AskedFor asked={asked} agency={agency} onBehalf={onBehalf} /> : null}
                {others.length > 0 ? <OtherAgencies others={others} asked={asked} /> : null}
              </>
            }
          />
        ) : (
          <Page title="Your update">
            <p className="govuk-body">The plan is not there any more.</p>
          </Page>
        )
      }
    </Loaded>
  );
}

function AskedFor({
  asked,
  agency,
  onBehalf,
}: {
  asked: Asked;
  agency: Agency;
  onBehalf: boolean;
}) {
  const answer = asked.answers.find((each) => each.agency?.id === agency.id);
  const whose = onBehalf ? `The update of ${agency.name}` : 'Your update';
  return (
    <>
      <p className="govuk-body-l">
        {whose} is due on {day(asked.dueOn)}.
        {answer?.answeredAt
          ? ` An answer came on ${day(answer.answeredAt)}; you can add to it.`
          : ''}
      </p>
      {asked.message ? <div className="govuk-inset-text register-text">{asked.message}</div> : null}
    </>
  );
}

function OtherAgencies({ others, asked }: { others: readonly Agency[]; asked: Asked | null }) {
  return (
    <nav aria-label="Your other agencies">
      <ul className="govuk-list register-inline">
        {others.map(({ id, name }) => (
          <li key={id}>
            <Link
              className="govuk-link"
              to={{ search: `${asked ? `request=${asked.id}&` : ''}agency=${id}` }}
            >
              The return of {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
