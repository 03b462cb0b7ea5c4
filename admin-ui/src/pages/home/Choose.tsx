import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { placeIn } from '../../session/place.js';
import { holds, partnershipsOf, type Viewer } from '../../session/Session.js';
import { Page } from '../../ui/Page.js';
import { Table } from '../../ui/Table.js';
import { FindPartnership } from './FindPartnership.js';

const places = {
  coordinator: 'Coordinator',
  agency: 'For your agency',
  auditor: 'Auditor',
  other: 'Reader',
} as const;

/** For people of several plans: which one. */
export function Choose({ viewer }: { viewer: Viewer }) {
  const theirs = partnershipsOf(viewer);
  const everywhere = holds(viewer, 'AUDITOR') && theirs.length === 0;
  return (
    <Page title="Choose a partnership">
      {everywhere ? (
        <FindPartnership />
      ) : (
        <Table
          caption="Your partnerships"
          captionHidden
          rows={theirs}
          rowKey={({ id }) => id}
          columns={[
            {
              heading: 'Partnership',
              isRowHeading: true,
              cell: ({ slug, name }) => (
                <Link className="govuk-link" to={plan(slug).home}>
                  {name}
                </Link>
              ),
            },
            { heading: 'You are', cell: ({ slug }) => places[placeIn(viewer, slug)] },
          ]}
          empty={
            <p className="govuk-body">
              You have no role in a partnership yet. Ask its coordinator for one.
            </p>
          }
        />
      )}
    </Page>
  );
}
