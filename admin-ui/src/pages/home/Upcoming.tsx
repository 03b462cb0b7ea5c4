import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { OccurrenceStatusTag } from '../../ui/Status.js';
import { day, moment } from '../../ui/words.js';

export const UpcomingFields = graphql(`
  fragment Upcoming on Occurrence @_unmask {
    __typename
    id
    name
    startsOn
    startsAt
    endsOn
    dateNote
    venue
    status
  }
`);

type Occurrence = ResultOf<typeof UpcomingFields>;

/** The next sittings and event dates. */
export function Upcoming({ slug, occurrences }: { slug: string; occurrences: Occurrence[] }) {
  const to = plan(slug);
  const next = occurrences.filter(({ status }) => status !== 'CANCELLED').slice(0, 5);
  return (
    <section aria-labelledby="upcoming">
      <h2 className="govuk-heading-m" id="upcoming">
        Next meetings and events
      </h2>
      {next.length === 0 ? (
        <p className="govuk-body">Nothing is planned for the next 60 days.</p>
      ) : (
        <ul className="govuk-list register-rows">
          {next.map((occurrence) => (
            <li key={occurrence.id} className="register-rows__row">
              <span>
                <Link
                  className="govuk-link"
                  to={
                    occurrence.__typename === 'MeetingOccurrence'
                      ? to.sitting(occurrence.id)
                      : to.eventDate(occurrence.id)
                  }
                >
                  {occurrence.name}
                </Link>{' '}
                {occurrence.status === 'PLANNED' ? null : (
                  <OccurrenceStatusTag status={occurrence.status} />
                )}
                <span className="register-row-note">
                  {when(occurrence)}
                  {occurrence.venue ? `, ${occurrence.venue}` : ''}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={to.calendar}>
          Calendar
        </Link>
      </p>
    </section>
  );
}

function when({ startsAt, startsOn, endsOn, dateNote }: Occurrence): string {
  if (startsAt) return moment(startsAt);
  if (!startsOn) return dateNote ?? 'Date not known';
  return endsOn && endsOn !== startsOn ? `${day(startsOn)} to ${day(endsOn)}` : day(startsOn);
}
