import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { FormError } from '../../forms/index.js';
import { badDates, EditForm, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { addDays } from '../../ui/london.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { count, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { AskFields, type AskValues } from './AskFields.js';
import { askable, leading } from './askable.js';
import { chosenDays } from './reminders.js';

const PlaceQuery = graphql(`
  query AskPage_Place($slug: String!) {
    partnership(slug: $slug) {
      id
      slug
      name
      viewerCanEditPlan
      agencies { id name endedOn }
      projects(
        first: 100
        filter: { hasLead: true, status: [PROPOSED, ACTIVE, PAUSED, NOT_STATED] }
      ) {
        totalCount
        nodes { leadAgency { id } }
      }
    }
  }
`);

const Ask = graphql(
  `
    mutation AskPage_Ask($input: RequestUpdatesInput!) {
      requestUpdates(input: $input) {
        updateRequest { id agencyCount }
        sendsLetters
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;

/** Asking agencies for their returns. */
export default function AskPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the partnership">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        if (!partnership.viewerCanEditPlan) return <NotYours slug={slug} />;
        const agencies = askable(partnership.agencies, londonDay());
        return agencies.length > 0 ? (
          <Asking place={partnership} agencies={agencies} />
        ) : (
          <NoMembers place={partnership} />
        );
      }}
    </Loaded>
  );
}

function NotYours({ slug }: { slug: string }) {
  return (
    <NotAllowed
      title="You cannot ask for updates"
      to={plan(slug).updates.list}
      look="See what was asked"
    >
      Only the partnership’s coordinators ask agencies for updates.
    </NotAllowed>
  );
}

function NoMembers({ place }: { place: Place }) {
  return (
    <Page title="Ask for updates" caption={place.name}>
      <p className="govuk-body">There is nobody to ask yet: the members come first.</p>
      <p className="govuk-body">
        <Link className="govuk-link" to={plan(place.slug).members.create}>
          Add the agencies that are its members
        </Link>
      </p>
    </Page>
  );
}

/** What is wrong before the register is asked. */
export function wrongAsk(values: AskValues): FormError[] {
  return [
    ...(values.dueOn ? [] : [{ field: 'dueOn', message: 'Say when answers are due' }]),
    ...badDates(values, [
      ['dueOn', 'The day that answers are due'],
      ['remindAlso', 'Another day of reminding'],
    ]),
    ...(values.agencies.length > 0
      ? []
      : [{ field: 'agencies', message: 'Choose at least one agency' }]),
  ];
}

function Asking({ place, agencies }: { place: Place; agencies: Place['agencies'] }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const to = plan(place.slug);
  const save = useSave(Ask, 'requestUpdates');
  const [wrong, setWrong] = useState<FormError[]>([]);
  const errors = wrong.length > 0 ? wrong : save.errors;
  const dueOn = addDays(londonDay(), 21);
  const initial: AskValues = {
    dueOn,
    agencies: leading(agencies, place.projects),
    message: '',
    remindOn: [addDays(dueOn, -7), addDays(dueOn, -2)],
    remindAlso: '',
    reason: '',
  };
  const form = useForm({ draftKey: `ask:${place.id}`, initial, version: null, errors });
  const submit = async (values: AskValues) => {
    const found = wrongAsk(values);
    setWrong(found);
    if (found.length > 0) return;
    const outcome = await save.run(
      {
        partnership: place.id,
        dueOn: values.dueOn,
        agencies: values.agencies,
        message: values.message.trim() || null,
        remindOn: chosenDays(values.remindOn, values.remindAlso, londonDay()),
      },
      form.draftKey,
    );
    const made = outcome.saved?.updateRequest;
    if (!made) return;
    form.reset(initial, null);
    await navigate(to.updates.one(made.id));
    const asked = count(made.agencyCount, 'agency', 'agencies');
    flash.show(
      outcome.saved?.sendsLetters
        ? `${asked} asked: the letters are on their way`
        : `${asked} asked: copy the letter below and send it`,
    );
  };
  return (
    <Page title="Ask for updates" caption={place.name} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Ask for updates"
        cancel={
          <Link className="govuk-link" to={to.updates.list}>
            Cancel
          </Link>
        }
      >
        <AskFields
          slug={place.slug}
          form={form}
          agencies={agencies}
          ticked="Those that lead a scheme under way are ticked."
        />
      </EditForm>
    </Page>
  );
}
