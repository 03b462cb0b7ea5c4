/** All that is known of an action, and what the reader may do with it. */
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../paths.js';
import { ButtonLink } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges } from '../../ui/RecentChanges.js';
import { Sources } from '../../ui/Sources.js';
import { ActionStatusTag, VisibilityTag } from '../../ui/Status.js';
import { SummaryList, type SummaryRow } from '../../ui/SummaryList.js';
import { Tag } from '../../ui/Tag.js';
import { day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { visibilities } from '../schemes/choices.js';
import { ArchiveAction } from './ArchiveAction.js';
import { type Action, ActionQuery, type Redated, shortText } from './action.js';
import { sittingOption } from './actionForm.js';
import { DueDates } from './DueDates.js';

export default function ActionPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: ActionQuery, variables: { id } });
  const again = () => ask({ requestPolicy: 'network-only' });
  return (
    <Loaded query={query} retry={again} what="the action">
      {({ node, redated }) =>
        node && 'owners' in node && node.partnership.slug === slug ? (
          <ActionView key={node.id} action={node} redated={redated} again={again} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { action: Action; redated: Redated; again(): void };

function ActionView({ action, redated, again }: Props) {
  const to = plan(action.partnership.slug);
  const { reference, partnership, isArchived, viewerCanUpdate, viewerCanClose, status } = action;
  return (
    <Page
      title={shortText(action.text)}
      caption={`Action${reference ? ` ${reference}` : ''}, ${partnership.name}`}
      actions={
        isArchived ? null : (
          <>
            {viewerCanClose && status === 'OPEN' ? (
              <ButtonLink to={to.closeAction(action.id)} about="this action">
                Close
              </ButtonLink>
            ) : null}
            {viewerCanUpdate && status === 'OPEN' ? (
              <ButtonLink kind="secondary" to={to.redateAction(action.id)}>
                Change due date
              </ButtonLink>
            ) : null}
            {viewerCanUpdate ? (
              <ButtonLink kind="secondary" to={to.actions.edit(action.id)} about="this action">
                Edit
              </ButtonLink>
            ) : null}
          </>
        )
      }
    >
      <p className="govuk-body register-marks">
        {isArchived ? <Tag colour="grey">Archived</Tag> : null}
        {action.isOverdue ? <Tag colour="red">Overdue</Tag> : null}
        <VisibilityTag visibility={action.visibility} />
      </p>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <SummaryList rows={rowsOf(action, redated)} />
        </div>
        <div className="govuk-grid-column-one-third">
          <RecentChanges changes={action.changes} historyTo={to.actions.history(action.id)} />
          <Sources sources={action.sources} />
          {action.viewerCanArchive ? <ArchiveAction action={action} /> : null}
        </div>
      </div>
      <LiveNotice
        filter={{ entity: action.id }}
        after={action.changes.nodes[0]?.sequence}
        what="this action"
        onShow={again}
      />
    </Page>
  );
}

function ActionLink({
  slug,
  action,
}: {
  slug: string;
  action: NonNullable<Action['duplicateOf']>;
}) {
  return (
    <Link className="govuk-link" to={plan(slug).actions.one(action.id)}>
      {action.reference ? `${action.reference}: ` : ''}
      {shortText(action.text)}
    </Link>
  );
}

function rowsOf(action: Action, redated: Redated): SummaryRow[] {
  const to = plan(action.partnership.slug);
  const { raisedAt, project, priority, owners, ownerPost, partnership } = action;
  return [
    // The heading holds a short text whole.
    ...(shortText(action.text) === action.text
      ? []
      : [{ term: 'What is to be done', value: <Paragraphs text={action.text} /> }]),
    { term: 'Status', value: <ActionStatusTag status={action.status} /> },
    ...(action.status === 'OPEN'
      ? []
      : [
          { term: 'Closed on', value: day(action.closedOn) },
          {
            term: 'What came of it',
            value: action.closureNote ? <Paragraphs text={action.closureNote} /> : null,
          },
        ]),
    ...(action.duplicateOf
      ? [
          {
            term: 'Goes on as',
            value: <ActionLink slug={partnership.slug} action={action.duplicateOf} />,
          },
        ]
      : []),
    ...(action.duplicates.length > 0
      ? [
          {
            term: 'Merged into it',
            value: (
              <ul className="govuk-list">
                {action.duplicates.map((other) => (
                  <li key={other.id}>
                    <ActionLink slug={partnership.slug} action={other} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    { term: 'Owner agencies', value: owners.map(({ name }) => name).join(', ') || 'Nobody yet' },
    { term: 'Post that owns it', value: ownerPost },
    { term: 'Due date', value: <DueDates action={action} redated={redated} /> },
    {
      term: 'Agreed at',
      value: raisedAt ? (
        <Link className="govuk-link" to={to.sitting(raisedAt.id)}>
          {sittingOption(raisedAt).label}
        </Link>
      ) : null,
    },
    {
      term: 'Project or scheme',
      value: project ? (
        <Link className="govuk-link" to={to.schemes.one(project.id)}>
          {project.name}
        </Link>
      ) : null,
    },
    {
      term: 'Priority',
      value: priority ? (
        <Link className="govuk-link" to={to.priorities.one(priority.id)}>
          {priority.heading}
        </Link>
      ) : null,
    },
    {
      term: 'Who can see it',
      value: visibilities.find(({ value }) => value === action.visibility)?.label,
    },
  ];
}
