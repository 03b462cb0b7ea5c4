/** What a sitting's record consists of, as tables. */
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { ActionStatusTag, VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';
import { attendanceWords } from './choices.js';
import type { SittingRecord } from './SittingPage.js';

type Attendance = SittingRecord['attendance'][number];
type Action = SittingRecord['actions'][number];
type Document = SittingRecord['documents'][number];

/** Capacity and post have a column only where something is said. */
function attendanceColumns(attendance: readonly Attendance[]): Column<Attendance>[] {
  const columns: Column<Attendance>[] = [
    { heading: 'Agency', isRowHeading: true, cell: ({ agency }) => agency.name },
    { heading: 'Attendance', cell: ({ state }) => attendanceWords[state] },
  ];
  if (attendance.some(({ capacity }) => capacity !== 'NOT_STATED'))
    columns.push({ heading: 'Capacity', cell: ({ capacity }) => words(capacity) });
  if (attendance.some(({ post }) => post))
    columns.push({ heading: 'Post', cell: ({ post }) => post ?? 'Not stated' });
  return columns;
}

export function AttendanceTable({ attendance }: { attendance: readonly Attendance[] }) {
  return (
    <Table
      caption="Attendance by agency"
      captionHidden
      columns={attendanceColumns(attendance)}
      rows={attendance}
      rowKey={({ agency }) => agency.id}
      empty={<p className="govuk-body">No attendance is recorded.</p>}
    />
  );
}

const actionColumns = (slug: string): Column<Action>[] => [
  {
    heading: 'Action',
    isRowHeading: true,
    cell: ({ id, text }) => (
      <Link className="govuk-link" to={plan(slug).actions.one(id)}>
        {text}
      </Link>
    ),
  },
  { heading: 'Reference', cell: ({ reference }) => reference ?? '–' },
  {
    heading: 'Who',
    cell: ({ owners, ownerPost }) =>
      [...owners.map(({ name }) => name), ownerPost].filter(Boolean).join(', ') || 'Nobody yet',
  },
  { heading: 'Due', cell: ({ dueOn }) => day(dueOn) || 'No date' },
  {
    heading: 'Status',
    cell: ({ status, isOverdue }) => (
      <>
        <ActionStatusTag status={status} /> {isOverdue ? <Tag colour="red">Overdue</Tag> : null}
      </>
    ),
  },
];

export function ActionsAgreed({ slug, actions }: { slug: string; actions: readonly Action[] }) {
  return (
    <Table
      caption="Actions agreed at this sitting"
      captionHidden
      columns={actionColumns(slug)}
      rows={actions}
      rowKey={({ id }) => id}
      empty={<p className="govuk-body">No action was agreed.</p>}
    />
  );
}

const documentColumns = (slug: string): Column<Document>[] => [
  {
    heading: 'Document',
    isRowHeading: true,
    cell: ({ id, title, visibility }) => (
      <>
        <Link className="govuk-link" to={plan(slug).documents.one(id)}>
          {title}
        </Link>{' '}
        <VisibilityTag visibility={visibility} />
      </>
    ),
  },
  { heading: 'Kind', cell: ({ kind }) => words(kind) },
  { heading: 'Dated', cell: ({ datedOn }) => day(datedOn) || 'Not stated' },
  {
    heading: 'Where it is',
    cell: ({ url, title }) =>
      url ? (
        <a className="govuk-link" href={url}>
          Open<span className="govuk-visually-hidden"> {title}</span>
        </a>
      ) : (
        'Link not known'
      ),
  },
];

export function Documents({ slug, documents }: { slug: string; documents: readonly Document[] }) {
  return (
    <Table
      caption="Documents of this sitting"
      captionHidden
      columns={documentColumns(slug)}
      rows={documents}
      rowKey={({ id }) => id}
      empty={
        <p className="govuk-body">
          No agenda or minutes are linked. Whoever records the sitting can add them.
        </p>
      }
    />
  );
}
