import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, Radios, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { count, day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Request, RequestFields, RequestQuery } from './request.js';

const End = graphql(
  `
    mutation EndPage_End($input: EndUpdateRequestInput!) {
      endUpdateRequest(input: $input) {
        updateRequest { ...UpdateRequestWhole }
        errors { ...UserError }
      }
    }
  `,
  [RequestFields, UserErrorFields],
);

/** The end of a request, when enough has come back or it was asked by mistake. */
export default function EndPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: RequestQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the request">
      {({ updateRequest }) =>
        updateRequest?.viewerCanUpdate && updateRequest.state === 'OPEN' ? (
          <Ending slug={slug} request={updateRequest} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Ending({ slug, request }: { slug: string; request: Request }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(End, 'endUpdateRequest');
  const initial = { how: 'end', reason: '' };
  const form = useForm({ draftKey: null, initial, version: null, errors: save.errors });
  const silent = request.agencyCount - request.answeredCount;
  const submit = async ({ how, reason }: typeof initial) => {
    const cancel = how === 'cancel';
    const outcome = await save.run({
      id: request.id,
      version: request.version,
      cancel,
      reason: reason.trim() || null,
    });
    if (!outcome.saved) return;
    form.reset(initial, null);
    await navigate(plan(slug).updates.one(request.id));
    flash.show(cancel ? 'Request called off' : 'Request ended');
  };
  return (
    <Page
      title={`End the request for updates due on ${day(request.dueOn)}`}
      hasErrors={save.errors.length > 0}
    >
      <p className="govuk-body">
        Nobody is reminded any more.{' '}
        {silent > 0 ? `${count(silent, 'agency has', 'agencies have')} not answered.` : ''}
      </p>
      <EditForm
        form={form}
        errors={save.errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="End the request"
        reason="offered"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={plan(slug).updates.one(request.id)}>
            Cancel
          </Link>
        }
      >
        <Radios
          name="how"
          label="What do you want to do?"
          choices={[
            { value: 'end', label: 'End it', hint: 'An answer that comes late still counts.' },
            {
              value: 'cancel',
              label: 'Call it off',
              hint: 'It was asked by mistake. The agencies see it no more. Say why below.',
            },
          ]}
        />
      </EditForm>
    </Page>
  );
}
