import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { VisibilityTag } from '../../ui/Status.js';
import { Table } from '../../ui/Table.js';
import { day, words } from '../../ui/words.js';
import type { StrategyRecord } from './fields.js';

/** The documents of an edition: the strategy itself, assessments, consultations. */
export function StrategyDocuments({ strategy }: { strategy: StrategyRecord }) {
  const to = plan(strategy.partnership.slug).documents;
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Documents</h2>
      {strategy.viewerCanUpdate ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={`${to.create}?strategy=${strategy.id}`}>
            Add a document
          </Link>
        </p>
      ) : null}
      <Table
        caption="Documents of this strategy"
        captionHidden
        rows={strategy.documents}
        rowKey={(document) => document.id}
        empty="No document is recorded for this strategy."
        columns={[
          {
            heading: 'Document',
            isRowHeading: true,
            cell: (document) => (
              <Link className="govuk-link" to={to.one(document.id)}>
                {document.title}
              </Link>
            ),
          },
          { heading: 'Kind', cell: (document) => words(document.kind) },
          { heading: 'Date', cell: (document) => day(document.datedOn) || 'Not stated' },
          {
            heading: 'Link',
            cell: (document) =>
              document.url ? (
                <a className="govuk-link" href={document.url} rel="noreferrer">
                  Open<span className="govuk-visually-hidden"> {document.title}</span>
                </a>
              ) : (
                'Link not known'
              ),
          },
          {
            heading: 'Who can see it',
            cell: ({ visibility }) =>
              visibility === 'PUBLIC' ? 'Everyone' : <VisibilityTag visibility={visibility} />,
          },
        ]}
      />
    </section>
  );
}
