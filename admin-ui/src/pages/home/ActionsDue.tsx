import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Tag } from '../../ui/Tag.js';
import { count, day } from '../../ui/words.js';

export const ActionsDueFields = graphql(`
  fragment ActionsDue on ActionConnection @_unmask {
    totalCount
    nodes { id reference text dueOn isOverdue }
  }
`);

type Props = { slug: string; agency: string; actions: ResultOf<typeof ActionsDueFields> };

/** What an agency has promised to do, what is due soonest first. */
export function ActionsDue({ slug, agency, actions: { nodes, totalCount } }: Props) {
  const to = plan(slug).actions;
  return (
    <section aria-labelledby="actions-due">
      <h2 className="govuk-heading-m" id="actions-due">
        Your actions due
      </h2>
      {nodes.length === 0 ? (
        <p className="govuk-body">Your agency has no open action.</p>
      ) : (
        <ul className="govuk-list register-rows">
          {nodes.map(({ id, reference, text, dueOn, isOverdue }) => (
            <li key={id} className="register-rows__row">
              <span>
                <Link className="govuk-link" to={to.one(id)}>
                  {reference ? `${reference}: ` : ''}
                  {text}
                </Link>
                <span className="register-row-note">
                  {dueOn ? `Due on ${day(dueOn)}` : 'No due date'}{' '}
                  {isOverdue ? <Tag colour="red">Overdue</Tag> : null}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {totalCount > nodes.length ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={`${to.list}?agency=${encodeURIComponent(agency)}`}>
            All {count(totalCount, 'open action')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
