import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { Copy } from '../../ui/Copy.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Section } from '../../ui/Section.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { count, day, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { AnswersTable } from './AnswersTable.js';
import { letterText, type Request, RequestFields, RequestQuery } from './request.js';
import { RequestTag } from './UpdatesPage.js';

const Remind = graphql(
  `
    mutation RequestPage_Remind($input: RemindAgenciesInput!) {
      remindAgencies(input: $input) {
        updateRequest { ...UpdateRequestWhole }
        sendsLetters
        errors { ...UserError }
      }
    }
  `,
  [RequestFields, UserErrorFields],
);

/** What came back of one request, agency by agency. */
export default function RequestPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: RequestQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the request">
      {({ updateRequest }) =>
        updateRequest ? (
          <Page
            title={`Updates due on ${day(updateRequest.dueOn)}`}
            caption={updateRequest.partnership?.name}
            actions={<Actions slug={slug} request={updateRequest} />}
          >
            <Whole
              slug={slug}
              request={updateRequest}
              refresh={() => ask({ requestPolicy: 'network-only' })}
            />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Actions({ slug, request }: { slug: string; request: Request }) {
  const to = plan(slug);
  if (!request.viewerCanUpdate || request.state !== 'OPEN') return null;
  return (
    <>
      <ButtonLink to={to.updates.edit(request.id)} kind="secondary">
        Change
      </ButtonLink>
      <ButtonLink to={to.endUpdates(request.id)} kind="secondary">
        End or call off
      </ButtonLink>
    </>
  );
}

type Props = { slug: string; request: Request; refresh(): void };

function Whole({ slug, request, refresh }: Props) {
  const { answers, message, remindOn, lastRemindedAt } = request;
  const silent = answers.filter(({ state }) => state !== 'ANSWERED');
  return (
    <>
      <SummaryList
        rows={[
          { term: 'State', value: <RequestTag request={request} /> },
          { term: 'Asked', value: moment(request.askedAt) },
          {
            term: 'Answered',
            value: `${request.answeredCount} of ${request.agencyCount} agencies`,
          },
          { term: 'Reminders', value: remindOn.map(day).join(', ') || 'None' },
          ...(lastRemindedAt ? [{ term: 'Reminded by hand', value: moment(lastRemindedAt) }] : []),
          ...(message ? [{ term: 'Message', value: message }] : []),
        ]}
      />
      <Section title="What has come back">
        <AnswersTable slug={slug} request={request} />
      </Section>
      {request.viewerCanUpdate && request.state === 'OPEN' && silent.length > 0 ? (
        <RemindNow request={request} silent={silent.length} onReminded={refresh} />
      ) : null}
      {request.viewerCanSeeHistory ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={plan(slug).updates.history(request.id)}>
            History of this request
          </Link>
        </p>
      ) : null}
      {request.viewerCanUpdate && request.letter && !request.sendsLetters ? (
        <Section title="The letter to send">
          <p className="govuk-body">
            This register has no mail server. Copy the letter and send it to each agency yourself:
            the link opens, after signing in, on the return.
          </p>
          <Copy text={letterText(request.letter)} what="the letter" />
        </Section>
      ) : null}
    </>
  );
}

function RemindNow({
  request,
  silent,
  onReminded,
}: {
  request: Request;
  silent: number;
  onReminded(): void;
}) {
  const save = useSave(Remind, 'remindAgencies');
  const flash = useFlash();
  const remind = async () => {
    const outcome = await save.run({ request: request.id });
    if (!outcome.saved) return;
    onReminded();
    const whom = count(silent, 'agency', 'agencies');
    flash.show(
      outcome.saved.sendsLetters ? `${whom} reminded` : `Noted: ${whom} to be reminded by you`,
    );
  };
  return (
    <p className="govuk-body">
      <Button kind="secondary" onClick={remind} disabled={save.loading}>
        Remind {count(silent, 'agency', 'agencies')} now
      </Button>
      <span role="status" className="govuk-error-message">
        {save.errors[0]?.message ?? ''}
      </span>
    </p>
  );
}
