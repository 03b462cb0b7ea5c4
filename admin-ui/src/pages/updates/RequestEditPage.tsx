import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { FormError } from '../../forms/index.js';
import { EditForm, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { day, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { AskFields, type AskValues } from './AskFields.js';
import { wrongAsk } from './AskPage.js';
import { askable } from './askable.js';
import { chosenDays } from './reminders.js';
import { RequestFields, RequestQuery } from './request.js';

const Change = graphql(
  `
    mutation RequestEditPage_Change($input: ChangeUpdateRequestInput!) {
      changeUpdateRequest(input: $input) {
        updateRequest { ...UpdateRequestWhole }
        errors { ...UserError }
      }
    }
  `,
  [RequestFields, UserErrorFields],
);

type Request = NonNullable<ResultOf<typeof RequestQuery>['updateRequest']>;

/** Changing a request while it is open. */
export default function RequestEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: RequestQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the request">
      {({ updateRequest }) =>
        updateRequest?.viewerCanUpdate && updateRequest.state === 'OPEN' ? (
          <Changing slug={slug} request={updateRequest} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Changing({ slug, request }: { slug: string; request: Request }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Change, 'changeUpdateRequest');
  const [wrong, setWrong] = useState<FormError[]>([]);
  const [version, setVersion] = useState(request.version);
  const errors = wrong.length > 0 ? wrong : save.errors;
  const had = request.remindOn;
  const asked = request.answers.flatMap(({ agency }) => (agency ? [agency] : []));
  const members = askable(request.partnership?.agencies ?? [], londonDay());
  const agencies = [...members, ...asked.filter(({ id }) => !members.some((m) => m.id === id))];
  const initial: AskValues = {
    dueOn: request.dueOn,
    agencies: agencies.map(({ id }) => id).filter((id) => asked.some((each) => each.id === id)),
    message: request.message ?? '',
    remindOn: [...had],
    remindAlso: '',
    reason: '',
  };
  const form = useForm({ draftKey: `ask:${request.id}`, initial, version, errors });
  const submit = async (values: AskValues) => {
    const found = wrongAsk(values);
    setWrong(found);
    if (found.length > 0) return;
    const today = londonDay();
    const past = had.filter((on) => on <= today && values.remindOn.includes(on));
    const outcome = await save.run(
      {
        id: request.id,
        version,
        dueOn: values.dueOn,
        agencies: values.agencies,
        message: values.message.trim() || null,
        remindOn: [...past, ...chosenDays(values.remindOn, values.remindAlso, today)],
        reason: values.reason.trim() || null,
      },
      form.draftKey,
    );
    // An answer that came meanwhile changes the request, too: saving again goes on from there.
    if (outcome.conflict?.updateRequest) setVersion(outcome.conflict.updateRequest.version);
    if (!outcome.saved) return;
    form.reset(initial, null);
    await navigate(plan(slug).updates.one(request.id));
    flash.show('Request changed');
  };
  return (
    <Page
      title={`Change the request for updates due on ${day(request.dueOn)}`}
      hasErrors={errors.length > 0}
    >
      <p className="govuk-body">
        Agencies that you add are written to. The others are told of a new date only by their next
        reminder.
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={plan(slug).updates.one(request.id)}>
            Cancel
          </Link>
        }
      >
        <AskFields slug={slug} form={form} agencies={agencies} had={had} />
      </EditForm>
    </Page>
  );
}
