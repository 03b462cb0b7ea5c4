/** Adds an action; `?scheme=`, `?sitting=` and `?priority=` say what it hangs on. */
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { holds, useViewer } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ActionFields } from './ActionFields.js';
import {
  type ActionPlace,
  ActionPlaceFields,
  type ActionValues,
  actionInput,
  blankAction,
  isSaid,
  sittingOption,
  sittingsAround,
  wrongAction,
} from './actionForm.js';

const PlaceQuery = graphql(
  `
    query ActionCreatePage_Place($slug: String!, $from: Date!, $to: Date!, $linked: [ID!]!) {
      partnership(slug: $slug) { ...ActionPlace }
      nodes(ids: $linked) {
        __typename
        ... on Project { id projectName: name }
        ... on MeetingOccurrence { id sittingName: name startsOn }
        ... on Priority { id heading }
      }
    }
  `,
  [ActionPlaceFields],
);

const CreateAction = graphql(
  `
    mutation ActionCreatePage_Create($input: CreateActionInput!) {
      createAction(input: $input) {
        action { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export default function ActionCreatePage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const linked = ['scheme', 'sitting', 'priority'].flatMap((name) => search.get(name) ?? []);
  const [query, ask] = useQuery({
    query: PlaceQuery,
    variables: { slug, linked, ...sittingsAround(londonDay()) },
  });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership, nodes }) => {
        if (!partnership) return <NotFoundPage />;
        if (!partnership.viewerCanAddRecords)
          return (
            <NotAllowed
              title="You cannot add an action"
              to={plan(slug).actions.list}
              look="Look at the actions"
              draft={`new-action:${slug}`}
            >
              Coordinators and partner admins add actions.
            </NotAllowed>
          );
        const links: Links = {};
        for (const node of nodes) {
          if (node?.__typename === 'Project')
            links.scheme = { value: node.id, label: node.projectName };
          if (node?.__typename === 'MeetingOccurrence')
            links.sitting = sittingOption({ ...node, name: node.sittingName });
          if (node?.__typename === 'Priority')
            links.priority = { value: node.id, label: node.heading };
        }
        return <CreateForm slug={slug} place={partnership} links={links} />;
      }}
    </Loaded>
  );
}

type Linked = { value: string; label: string };
type Links = { scheme?: Linked; sitting?: Linked; priority?: Linked };

function CreateForm({ slug, place, links }: { slug: string; place: ActionPlace; links: Links }) {
  const to = plan(slug);
  const viewer = useViewer();
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CreateAction, 'createAction');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const acting = new Set(viewer.agencies.map(({ id }) => id));
  const mine = place.agencies.filter(({ id }) => acting.has(id)).map(({ id }) => id);
  const form = useForm({
    draftKey: `new-action:${slug}:${links.scheme?.value ?? links.sitting?.value ?? ''}`,
    initial: {
      ...blankAction,
      // What a partner admin adds is for their agency to do.
      owners: holds(viewer, 'COORDINATOR', place.id) ? [] : mine.slice(0, 1),
      project: links.scheme?.value ?? '',
      raisedAt: links.sitting?.value ?? '',
      priority: links.priority?.value ?? '',
    },
    version: null,
    errors,
  });
  const back = links.scheme ? to.schemes.one(links.scheme.value) : to.actions.list;
  const submit = async (values: ActionValues) => {
    const wrong = wrongAction(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const left = ['text', 'status', 'closureNote'];
    const filled = Object.keys(values).filter(
      (name) => !left.includes(name) && isSaid(values, name as keyof ActionValues),
    );
    const { saved } = await save.run(
      {
        partnership: place.id,
        text: values.text,
        reason: values.reason.trim() || null,
        ...actionInput(values, filled),
      },
      form.draftKey,
    );
    if (!saved?.action) return;
    form.reset(values, null);
    await navigate(links.scheme ? back : to.actions.one(saved.action.id));
    flash.show('Action added');
  };
  return (
    <Page title="Add an action" caption={place.name} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Add"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <ActionFields place={place} linked={links} />
      </EditForm>
    </Page>
  );
}
