/** For coordinators: the requests for updates that are open, and the way to the next. */
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { day } from '../../ui/words.js';

export const UpdatesAskedFields = graphql(`
  fragment UpdatesAsked on UpdateRequest @_unmask {
    id
    dueOn
    isOverdue
    agencyCount
    answeredCount
  }
`);

type Props = {
  slug: string;
  requests: readonly ResultOf<typeof UpdatesAskedFields>[];
  may: boolean;
};

export function UpdatesAsked({ slug, requests, may }: Props) {
  const to = plan(slug).updates;
  if (!may && requests.length === 0) return null;
  return (
    <section aria-labelledby="updates-asked">
      <h2 className="govuk-heading-m" id="updates-asked">
        Updates from agencies
      </h2>
      {requests.length > 0 ? (
        <ul className="govuk-list register-rows">
          {requests.map(({ id, dueOn, isOverdue, agencyCount, answeredCount }) => (
            <li key={id} className="register-rows__row">
              <span>
                <Link className="govuk-link" to={to.one(id)}>
                  Due on {day(dueOn)}
                </Link>
                <span className="register-row-note">
                  {answeredCount} of {agencyCount} agencies have answered
                  {isOverdue ? '. The day is past' : ''}
                </span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body">Nothing is asked at the moment.</p>
      )}
      <ul className="govuk-list register-inline">
        {may ? (
          <li>
            <Link className="govuk-link" to={to.create}>
              Ask for updates
            </Link>
          </li>
        ) : null}
        <li>
          <Link className="govuk-link" to={to.list}>
            All requests for updates
          </Link>
        </li>
        {may ? (
          <li>
            <Link className="govuk-link" to={plan(slug).edit}>
              Say when a scheme is stale
            </Link>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
