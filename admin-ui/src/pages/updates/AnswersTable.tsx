/** What came back, a line for each agency; those that are silent first. */
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { count, moment } from '../../ui/words.js';
import type { Answer, Request } from './request.js';

const order = { SILENT: 0, BEGUN: 1, ANSWERED: 2 } as const;

export function AnswersTable({ slug, request }: { slug: string; request: Request }) {
  const rows = [...request.answers].sort((one, other) => order[one.state] - order[other.state]);
  const columns: Column<Answer>[] = [
    { heading: 'Agency', isRowHeading: true, cell: ({ agency }) => agency?.name ?? '' },
    { heading: 'Update', cell: (answer) => <State answer={answer} /> },
    {
      heading: 'Schemes with news',
      cell: ({ reportedCount, schemeCount }) =>
        schemeCount > 0 ? `${reportedCount} of ${schemeCount}` : 'Leads none',
    },
    ...(request.sendsLetters
      ? [{ heading: 'Letters', cell: (answer: Answer) => <Letters answer={answer} /> }]
      : []),
    ...(request.viewerCanUpdate && request.state !== 'CANCELLED'
      ? [
          {
            heading: 'On its behalf',
            cell: ({ agency }: Answer) =>
              agency ? (
                <Link className="govuk-link" to={plan(slug).returnFor(request.id, agency.id)}>
                  Enter its update
                  <span className="govuk-visually-hidden"> for {agency.name}</span>
                </Link>
              ) : null,
          },
        ]
      : []),
  ];
  return (
    <Table
      caption="What has come back"
      captionHidden
      rows={rows}
      rowKey={({ agency }) => agency?.id ?? ''}
      columns={columns}
      empty={<p className="govuk-body">None of your agencies is asked.</p>}
    />
  );
}

function State({ answer }: { answer: Answer }) {
  const { state, schemeCount, answeredAt, answeredBy, isOnBehalf } = answer;
  // Who leads no scheme owes no news of one.
  if (state === 'SILENT') return <Tag colour={schemeCount > 0 ? 'red' : 'grey'}>Nothing yet</Tag>;
  if (state === 'BEGUN') return <Tag colour="yellow">Begun</Tag>;
  return (
    <>
      <Tag colour="green">Answered</Tag>
      <span className="register-row-note">
        {moment(answeredAt)}
        {answeredBy ? `, by ${answeredBy.name}` : ''}
        {isOnBehalf ? ', on its behalf' : ''}
      </span>
    </>
  );
}

function Letters({ answer }: { answer: Answer }) {
  const { peopleCount, lettersSent, lettersWaiting, lettersFailed, lastLetterAt } = answer;
  if (peopleCount === 0) return <>Nobody acts for it in the register</>;
  return (
    <>
      {`${lettersSent} sent to ${count(peopleCount, 'person', 'people')}`}
      {lettersWaiting > 0 ? `, ${lettersWaiting} waiting` : ''}
      {lettersFailed > 0 ? `, ${lettersFailed} refused` : ''}
      {lastLetterAt ? <span className="register-row-note">Last {moment(lastLetterAt)}</span> : null}
    </>
  );
}
