import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ActionStatusTag, VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { count, day } from '../../ui/words.js';

/** What a row of a list of actions shows. */
export const ActionRowFields = graphql(`
  fragment ActionRow on Action @_unmask {
    id
    reference
    text
    owners { id name }
    ownerPost
    dueOn
    originalDueOn
    timesRedated
    status
    isOverdue
    isArchived
    visibility
  }
`);

export type ActionRow = ResultOf<typeof ActionRowFields>;

/** Where it was agreed and what it is about: only lists over several records ask for it. */
type About = {
  raisedAt?: { id: string; name: string; startsOn: string | null } | null;
  project?: { id: string; name: string } | null;
};

type Props = {
  slug: string;
  actions: readonly (ActionRow & About)[];
  caption?: string;
  /** What to say, and what to do, when there is none. */
  empty: ReactNode;
};

export function ActionsTable({ slug, actions, caption = 'Actions', empty }: Props) {
  const to = plan(slug).actions;
  const columns: Column<ActionRow & About>[] = [
    {
      heading: 'Action',
      isRowHeading: true,
      cell: (action) => (
        <>
          <Link className="govuk-link" to={to.one(action.id)}>
            {action.reference ? `${action.reference}: ` : ''}
            {action.text}
          </Link>
          <AboutLinks slug={slug} about={action} />
          <span className="register-row-note">
            <VisibilityTag visibility={action.visibility} />{' '}
            {action.isArchived ? <Tag colour="grey">Archived</Tag> : null}
          </span>
        </>
      ),
    },
    { heading: 'Owner', cell: (action) => <Owners action={action} /> },
    { heading: 'Due', cell: (action) => <Due action={action} /> },
    { heading: 'Status', cell: ({ status }) => <ActionStatusTag status={status} /> },
  ];
  return (
    <Table
      caption={caption}
      captionHidden
      columns={columns}
      rows={actions}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

function AboutLinks({ slug, about: { raisedAt, project } }: { slug: string; about: About }) {
  const to = plan(slug);
  if (!raisedAt && !project) return null;
  return (
    <span className="register-row-note">
      {raisedAt ? (
        <Link className="govuk-link" to={to.sitting(raisedAt.id)}>
          {raisedAt.name}
          {raisedAt.startsOn ? `, ${day(raisedAt.startsOn)}` : ''}
        </Link>
      ) : null}
      {raisedAt && project ? '; ' : ''}
      {project ? (
        <Link className="govuk-link" to={to.schemes.one(project.id)}>
          {project.name}
        </Link>
      ) : null}
    </span>
  );
}

function Owners({ action: { owners, ownerPost } }: { action: ActionRow }) {
  const names = [...owners.map(({ name }) => name), ownerPost].filter(Boolean);
  return names.length > 0 ? names.join(', ') : <span className="register-muted">Nobody yet</span>;
}

/** The day it is due, whether that has passed, and whether it was another day first. */
export function Due({
  action,
}: {
  action: Pick<ActionRow, 'dueOn' | 'originalDueOn' | 'isOverdue' | 'timesRedated'>;
}) {
  const { dueOn, originalDueOn, isOverdue, timesRedated } = action;
  return (
    <>
      {dueOn ? day(dueOn) : <span className="register-muted">No date</span>}{' '}
      {isOverdue ? <Tag colour="red">Overdue</Tag> : null}
      {originalDueOn && originalDueOn !== dueOn ? (
        <span className="register-row-note">First due {day(originalDueOn)}</span>
      ) : null}
      {timesRedated > 0 ? (
        <span className="register-row-note">Re-dated {count(timesRedated, 'time')}</span>
      ) : null}
    </>
  );
}
