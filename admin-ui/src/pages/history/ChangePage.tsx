import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths, recordHistoryPath, recordPath } from '../../paths.js';
import {
  actedAs,
  actorName,
  didWhat,
  kindOf,
  labelWords,
  typeWords,
} from '../../ui/changeWords.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { moment, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { capital, Differences, Removed } from './Difference.js';
import { ProvedChange } from './proof/ProvedChange.js';
import { type ChangeEntry, ChangeQuery } from './queries.js';
import { isRemoval, RemovedHere } from './RemovedHere.js';
import { Revert } from './Revert.js';
import { removable } from './removable.js';
import { UndoTogether } from './UndoTogether.js';
import { RecordFields } from './WholeRecord.js';

/** One change: everything that the register knows of it, and the way back to what it left. */
export default function ChangePage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: ChangeQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the change">
      {({ change }) =>
        change ? (
          <Page
            key={change.id}
            title={`${labelWords(change.entityLabel)}: ${didWhat(change)}`}
            caption={`Change to the ${kindOf(change)}`}
          >
            <p className="govuk-body">
              <Link className="govuk-link" to={recordPath(change)}>
                {typeWords(change.entityType)} as it is now
              </Link>
              {' · '}
              <Link className="govuk-link" to={recordHistoryPath(change)}>
                All its changes
              </Link>
            </p>
            <About change={change} requestId={change.requestId} />
            <h2 className="govuk-heading-m">What was changed</h2>
            {isRemoval(change) ? <RemovedHere change={change} /> : null}
            {change.fields.length > 0 ? (
              <Differences fields={change.fields} />
            ) : isRemoval(change) ? null : (
              <p className="govuk-body">
                {change.removedValues.length > 0
                  ? 'Nothing that is still kept, or that you may see.'
                  : 'Nothing of it that you may see.'}
              </p>
            )}
            <h2 className="govuk-heading-m">Everything it said after this change</h2>
            <RecordFields record={change.after} removed={change.removedValues} />
            <Revert change={change} after={change.after} removed={change.removedValues} />
            <UndoTogether change={change} canBeUndone={change.canBeUndone} />
            {removable(change).length > 0 ? (
              <p className="govuk-body">
                <Link className="govuk-link" to={paths.removeText(change.id)}>
                  {change.viewerCanRedact
                    ? 'Remove a text of this for good'
                    : 'Ask for a text of this to be removed'}
                </Link>
              </p>
            ) : null}
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function About({ change, requestId }: { change: ChangeEntry; requestId: string | null }) {
  const { actor } = change;
  return (
    <SummaryList
      rows={[
        { term: 'When', value: <time dateTime={change.at}>{moment(change.at)}</time> },
        {
          term: 'Who',
          value: (
            <Link
              className="govuk-link"
              to={`${paths.history}?actor=${encodeURIComponent(actor.id)}`}
            >
              {actorName(actor)}
              <span className="govuk-visually-hidden">: everything they changed</span>
            </Link>
          ),
        },
        {
          term: 'In which role',
          value:
            capital(actedAs(actor)) || (actor.isUser ? 'Their own account' : 'The register itself'),
        },
        {
          term: 'Why',
          value: change.reasonRemoval ? (
            <Removed removal={change.reasonRemoval} />
          ) : (
            (change.reason ?? 'No reason was given')
          ),
        },
        { term: 'Who can see it', value: words(change.visibility) },
        { term: 'Place in the history', value: change.sequence.toLocaleString('en-GB') },
        { term: 'Proof', value: <ProvedChange id={change.id} /> },
        ...(requestId ? [{ term: 'Request', value: requestId }] : []),
      ]}
    />
  );
}
