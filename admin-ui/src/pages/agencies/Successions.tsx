import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { Table } from '../../ui/Table.js';
import { day, words } from '../../ui/words.js';

export const SuccessionFields = graphql(`
  fragment Succession on Succession @_unmask {
    id
    version
    kind
    on
    from { id name }
    to { id name }
    viewerCanUpdate
  }
`);

export type Succession = ResultOf<typeof SuccessionFields>;

type Props = {
  agency: {
    id: string;
    name: string;
    viewerCanUpdate: boolean;
    predecessors: readonly Succession[];
    successors: readonly Succession[];
  };
};

/** What came before an agency, and what after it. */
export function Successions({ agency }: Props) {
  const rows = [...agency.predecessors, ...agency.successors];
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Before and after</h2>
      <Table
        caption={`What came before and after ${agency.name}`}
        captionHidden
        rows={rows}
        rowKey={(succession) => succession.id}
        empty="Nothing is recorded that came before or after it."
        columns={[
          {
            heading: 'From',
            isRowHeading: true,
            cell: ({ from }) => <AgencyLink agency={from} here={agency.id} />,
          },
          { heading: 'What happened', cell: ({ kind }) => words(kind) },
          {
            heading: 'To',
            cell: ({ to }) => (to ? <AgencyLink agency={to} here={agency.id} /> : 'Nothing'),
          },
          { heading: 'Date', cell: ({ on }) => day(on) || 'Not stated' },
          ...(rows.some(({ viewerCanUpdate }) => viewerCanUpdate)
            ? [
                {
                  heading: 'Change',
                  cell: (succession: Succession) => (
                    <Link className="govuk-link" to={paths.succession(succession.id)}>
                      Edit
                      <span className="govuk-visually-hidden">
                        {' '}
                        the succession from {succession.from.name}
                      </span>
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
      {agency.viewerCanUpdate ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={paths.addSuccession(agency.id)}>
            Record what came before or after it
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function AgencyLink({ agency, here }: { agency: { id: string; name: string }; here: string }) {
  return agency.id === here ? (
    agency.name
  ) : (
    <Link className="govuk-link" to={paths.agencies.one(agency.id)}>
      {agency.name}
    </Link>
  );
}
