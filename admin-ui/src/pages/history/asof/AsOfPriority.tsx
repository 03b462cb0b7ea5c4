import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../../graphql/tada.js';
import { plan } from '../../../paths.js';
import { RatingWithDate } from '../../../ui/RatingWithDate.js';
import { SummaryList } from '../../../ui/SummaryList.js';
import type { AsOf } from './AsOfLayout.js';

export const AsOfPriorityFields = graphql(`
  fragment AsOfPriority on Priority @_unmask {
    id
    heading
    summary
    approach
    leadAgencies { id name }
    latestProgress { id rating on }
    focusAreas { id title }
    projects { id name }
    meetings { id name }
    events { id name }
  }
`);

type Priority = ResultOf<typeof AsOfPriorityFields>;

/** A priority as it stood, with what stood under it. */
export function AsOfPriority({ priority, asOf }: { priority: Priority; asOf: AsOf }) {
  const links = (records: { id: string; name: string }[]) => (
    <Links records={records} asOf={asOf} />
  );
  const areas = priority.focusAreas.map(({ id, title }) => ({ id, name: title }));
  return (
    <section aria-labelledby={priority.id}>
      <h2 className="govuk-heading-m" id={priority.id}>
        {priority.heading}
      </h2>
      <SummaryList
        rows={[
          { term: 'Summary', value: priority.summary },
          { term: 'Approach', value: priority.approach },
          {
            term: 'Lead agencies',
            value: priority.leadAgencies.map(({ name }) => name).join(', '),
          },
          { term: 'Rating', value: <RatingWithDate progress={priority.latestProgress} /> },
          { term: 'Focus areas', value: links(areas) },
          { term: 'Projects and schemes', value: links(priority.projects) },
          { term: 'Meetings', value: links(priority.meetings) },
          { term: 'Events', value: links(priority.events) },
        ]}
      />
    </section>
  );
}

function Links({ records, asOf }: { records: { id: string; name: string }[]; asOf: AsOf }) {
  if (records.length === 0) return <span className="register-muted">None</span>;
  return (
    <ul className="govuk-list register-plain">
      {records.map(({ id, name }) => (
        <li key={id}>
          <Link className="govuk-link" to={plan(asOf.slug).asOfRecord(asOf.moment, id)}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
