import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, moment, words } from '../../ui/words.js';
import { visibilities } from './choices.js';
import type { Scheme } from './scheme.js';

/** A scheme's own fields. */
export function SchemeSummary({ scheme }: { scheme: Scheme }) {
  const { website, leadAgency, partnerAgencies, lastConfirmedAt } = scheme;
  return (
    <SummaryList
      rows={[
        {
          term: 'Lead agency',
          value: leadAgency ? <Agencies of={[leadAgency]} /> : 'No lead yet',
        },
        { term: 'Lead post', value: scheme.leadPost },
        {
          term: 'Partner agencies',
          value: partnerAgencies.length > 0 ? <Agencies of={partnerAgencies} /> : 'None named',
        },
        {
          term: 'Description',
          value: scheme.description ? <Paragraphs text={scheme.description} /> : null,
        },
        { term: 'Latest progress', value: <RatingWithDate progress={scheme.latestProgress} /> },
        ...(lastConfirmedAt
          ? [{ term: 'Nothing had changed on', value: moment(lastConfirmedAt) }]
          : []),
        { term: 'Kind', value: words(scheme.kind) },
        { term: 'Start date', value: day(scheme.startsOn) },
        { term: 'End date', value: day(scheme.endsOn) },
        {
          term: 'Web address',
          value: website ? (
            <a className="govuk-link" href={website} rel="noreferrer">
              {website}
            </a>
          ) : null,
        },
        {
          term: 'Who can see it',
          value: visibilities.find(({ value }) => value === scheme.visibility)?.label,
        },
      ]}
    />
  );
}

function Agencies({ of }: { of: { id: string; name: string }[] }) {
  return (
    <ul className="govuk-list register-flat">
      {of.map(({ id, name }) => (
        <li key={id}>
          <Link className="govuk-link" to={paths.agencies.one(id)}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
