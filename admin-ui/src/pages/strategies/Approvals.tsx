import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { Table } from '../../ui/Table.js';
import { day, words } from '../../ui/words.js';
import type { StrategyRecord } from './fields.js';

/** What bodies decided about an edition. */
export function Approvals({ strategy }: { strategy: StrategyRecord }) {
  const { approvals, state, viewerCanRecordApproval: canRecord } = strategy;
  const neverAdopted =
    state === 'PUBLISHED' && !approvals.some(({ outcome }) => outcome === 'ADOPTED');
  const rows = approvals.map((approval, index) => ({ ...approval, key: String(index) }));
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Approvals</h2>
      {neverAdopted ? (
        <p className="govuk-body">
          This strategy is published, and no body is recorded as having adopted it.
        </p>
      ) : null}
      <Table
        caption="Approvals"
        captionHidden
        rows={rows}
        rowKey={(approval) => approval.key}
        empty="No approval is recorded."
        columns={[
          { heading: 'Body', isRowHeading: true, cell: (approval) => approval.body },
          { heading: 'Decision', cell: (approval) => words(approval.outcome) },
          { heading: 'Date', cell: (approval) => day(approval.on) || 'Not stated' },
          { heading: 'Agency', cell: (approval) => approval.agency?.name ?? 'Not stated' },
        ]}
      />
      {canRecord ? (
        <p className="govuk-body">
          <Link
            className="govuk-link"
            to={plan(strategy.partnership.slug).recordApproval(strategy.id)}
          >
            Record an approval
          </Link>
        </p>
      ) : null}
    </section>
  );
}
