import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { ProjectStatusTag, VisibilityTag } from '../../ui/Status.js';
import { Table } from '../../ui/Table.js';
import type { ServingScheme } from './fields.js';

/** The schemes that serve a priority or a focus area in its edition. */
export function ServingSchemes({
  slug,
  schemes,
  of,
  linksTo,
}: {
  slug: string;
  schemes: readonly ServingScheme[];
  /** What they serve, as in "this priority". */
  of: string;
  /** Where it is chosen which they are, for those who may. */
  linksTo: string | null;
}) {
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Projects and schemes</h2>
      <Table
        caption={`Projects and schemes that serve ${of}`}
        captionHidden
        rows={schemes}
        rowKey={(scheme) => scheme.id}
        empty={
          linksTo
            ? `No project or scheme serves ${of} yet. Choose those that do.`
            : `No project or scheme serves ${of} yet.`
        }
        columns={[
          {
            heading: 'Scheme',
            isRowHeading: true,
            cell: (scheme) => (
              <>
                <Link className="govuk-link" to={plan(slug).schemes.one(scheme.id)}>
                  {scheme.name}
                </Link>{' '}
                <VisibilityTag visibility={scheme.visibility} />
              </>
            ),
          },
          { heading: 'Status', cell: (scheme) => <ProjectStatusTag status={scheme.status} /> },
          { heading: 'Lead agency', cell: (scheme) => scheme.leadAgency?.name ?? 'No lead agency' },
          {
            heading: 'Progress',
            cell: (scheme) => <RatingWithDate progress={scheme.latestProgress} />,
          },
        ]}
      />
      {linksTo ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={linksTo}>
            Choose which serve {of}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
