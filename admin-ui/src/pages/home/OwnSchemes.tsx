import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { holds, useViewer } from '../../session/Session.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { ProjectStatusTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { count, day } from '../../ui/words.js';
import { mostUrgentFirst } from './urgency.js';

export const OwnSchemeFields = graphql(`
  fragment OwnScheme on Project @_unmask {
    id
    name
    status
    isStale
    lastConfirmedAt
    updatedAt
    viewerCanUpdate
    viewerCanPostProgress
    latestProgress { id rating on }
  }
`);

type OwnScheme = ResultOf<typeof OwnSchemeFields>;

type Props = {
  slug: string;
  agency: { id: string; name: string };
  heading: string;
  schemes: readonly OwnScheme[];
  total: number;
  /** Whether the agency leads them or takes part. */
  as: 'LEAD' | 'PARTNER';
};

/** An agency's schemes, the most urgent first, with what can be done about each at once. */
export function OwnSchemes({ slug, agency, heading, schemes, total, as }: Props) {
  const viewer = useViewer();
  const to = plan(slug).schemes;
  const columns: Column<OwnScheme>[] = [
    {
      heading: 'Scheme',
      isRowHeading: true,
      cell: (scheme) => (
        <Link className="govuk-link" to={to.one(scheme.id)}>
          {scheme.name}
        </Link>
      ),
    },
    { heading: 'Status', cell: ({ status }) => <ProjectStatusTag status={status} /> },
    { heading: 'Last progress', cell: (scheme) => <LastNews scheme={scheme} /> },
    { heading: 'Update it', cell: (scheme) => <Doing slug={slug} scheme={scheme} /> },
  ];
  return (
    <section aria-labelledby={`schemes-${as}`}>
      <h2 className="govuk-heading-m" id={`schemes-${as}`}>
        {heading}
      </h2>
      <Table
        caption={heading}
        captionHidden
        rows={mostUrgentFirst(schemes)}
        rowKey={({ id }) => id}
        columns={columns}
        empty={
          <p className="govuk-body">
            {agency.name} leads no scheme here yet.{' '}
            {holds(viewer, 'PARTNER_ADMIN') ? 'You' : 'A partner admin'} can claim one that nobody
            leads, or add one.
          </p>
        }
      />
      {total > schemes.length ? (
        <p className="govuk-body">
          <Link
            className="govuk-link"
            to={`${to.list}?agency=${encodeURIComponent(agency.id)}&role=${as}`}
          >
            All {count(total, 'scheme')}
            <span className="govuk-visually-hidden">: {heading}</span>
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function LastNews({ scheme }: { scheme: OwnScheme }) {
  const { latestProgress, isStale, lastConfirmedAt } = scheme;
  return (
    <>
      <RatingWithDate progress={latestProgress} />{' '}
      {isStale ? <Tag colour="yellow">No news for too long</Tag> : null}
      {lastConfirmedAt ? (
        <span className="register-row-note">Confirmed on {day(lastConfirmedAt)}</span>
      ) : null}
    </>
  );
}

function Doing({ slug, scheme }: { slug: string; scheme: OwnScheme }) {
  const to = plan(slug);
  return (
    <ul className="govuk-list register-inline register-inline--tight">
      {scheme.viewerCanPostProgress ? (
        <li>
          <Link className="govuk-link" to={to.progress(scheme.id)}>
            Post progress<span className="govuk-visually-hidden"> on {scheme.name}</span>
          </Link>
        </li>
      ) : null}
      {scheme.viewerCanUpdate ? (
        <li>
          <Link className="govuk-link" to={to.schemes.edit(scheme.id)}>
            Edit<span className="govuk-visually-hidden"> {scheme.name}</span>
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
