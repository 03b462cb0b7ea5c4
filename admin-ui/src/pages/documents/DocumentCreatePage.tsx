/** Adds a document; `?scheme=`, `?strategy=`, `?sitting=` and `?priority=` say what it belongs to. */
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { holds, useViewer } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { londonDay } from '../../ui/words.js';
import { sittingOption, sittingsAround } from '../actions/actionForm.js';
import NotFoundPage from '../NotFoundPage.js';
import { BelongsTo, DocumentFields } from './DocumentFields.js';
import {
  blankDocument,
  type DocumentValues,
  documentInput,
  isSaid,
  wrongDocument,
} from './documentForm.js';

const PlaceQuery = graphql(`
  query DocumentCreatePage_Place($slug: String!, $from: Date!, $to: Date!, $linked: [ID!]!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanAddRecords
      agencies { id name }
      strategy { id priorities { id heading } }
      strategies { id title }
      calendar(from: $from, to: $to) { ... on MeetingOccurrence { __typename id name startsOn } }
    }
    nodes(ids: $linked) {
      __typename
      ... on Project { id projectName: name }
      ... on MeetingOccurrence { id sittingName: name startsOn }
    }
  }
`);

const CreateDocument = graphql(
  `
    mutation DocumentCreatePage_Create($input: CreateDocumentInput!) {
      createDocument(input: $input) {
        document { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;
type Linked = ResultOf<typeof PlaceQuery>['nodes'];

export default function DocumentCreatePage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const linked = ['scheme', 'sitting'].flatMap((name) => search.get(name) ?? []);
  const [query, ask] = useQuery({
    query: PlaceQuery,
    variables: { slug, linked, ...sittingsAround(londonDay()) },
  });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership, nodes }) => {
        if (!partnership) return <NotFoundPage />;
        return partnership.viewerCanAddRecords ? (
          <CreateForm slug={slug} place={partnership} linked={nodes} />
        ) : (
          <NotAllowed
            title="You cannot add a document"
            to={plan(slug).documents.list}
            look="Look at the documents"
            draft={`new-document:${slug}`}
          >
            Coordinators and partner admins add documents.
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

type Props = { slug: string; place: Place; linked: Linked };

function CreateForm({ slug, place, linked }: Props) {
  const { form, errors, loading, submit, back } = useDocumentCreate(slug, place);
  return (
    <Page title="Add a document" caption={place.name} hasErrors={errors.length > 0}>
      <p className="govuk-body">
        The register keeps what a document is and where it can be read, not the file itself.
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={loading}
        onSubmit={submit}
        submitLabel="Add"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <DocumentFields agencies={options(place.agencies)} />
        <BelongsTo partnership={place.id} {...optionsOf(place, linked)} />
      </EditForm>
    </Page>
  );
}

function useDocumentCreate(slug: string, place: Place) {
  const to = plan(slug);
  const [search] = useSearchParams();
  const viewer = useViewer();
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CreateDocument, 'createDocument');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const acting = new Set(viewer.agencies.map(({ id }) => id));
  const mine = place.agencies.filter(({ id }) => acting.has(id));
  const scheme = search.get('scheme');
  const given = (name: string) => search.getAll(name);
  const form = useForm({
    draftKey: `new-document:${slug}:${search}`,
    initial: {
      ...blankDocument,
      // What a partner admin adds belongs to their agency.
      ownerAgency: holds(viewer, 'COORDINATOR', place.id) ? '' : (mine[0]?.id ?? ''),
      projects: given('scheme'),
      strategies: given('strategy'),
      sittings: given('sitting'),
      priorities: given('priority'),
    },
    version: null,
    errors,
  });
  const submit = async (values: DocumentValues) => {
    const wrong = wrongDocument(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const filled = Object.keys(values).filter(
      (name) => name !== 'title' && isSaid(values, name as keyof DocumentValues),
    );
    const { saved } = await save.run(
      {
        partnership: place.id,
        title: values.title,
        reason: values.reason.trim() || null,
        ...documentInput(values, filled),
      },
      form.draftKey,
    );
    if (!saved?.document) return;
    form.reset(values, null);
    await navigate(scheme ? to.schemes.one(scheme) : to.documents.one(saved.document.id));
    flash.show('Document added');
  };
  const back = scheme ? to.schemes.one(scheme) : to.documents.list;
  return { form, errors, loading: save.loading, submit, back };
}

function options(records: readonly { id: string; name: string }[]) {
  return records.map(({ id, name }) => ({ value: id, label: name }));
}

/** What can be chosen, with what the address names, which may be older than the lists. */
function optionsOf(place: Place, linked: Linked) {
  const projects = linked.flatMap((node) =>
    node?.__typename === 'Project' ? [{ value: node.id, label: node.projectName }] : [],
  );
  const named = linked.flatMap((node) =>
    node?.__typename === 'MeetingOccurrence'
      ? [sittingOption({ ...node, name: node.sittingName })]
      : [],
  );
  const around = place.calendar.flatMap((each) =>
    '__typename' in each && each.__typename === 'MeetingOccurrence' ? [sittingOption(each)] : [],
  );
  return {
    projects,
    strategies: place.strategies.map(({ id, title }) => ({ value: id, label: title })),
    priorities: (place.strategy?.priorities ?? []).map(({ id, heading }) => ({
      value: id,
      label: heading,
    })),
    sittings: [...named, ...around.filter(({ value }) => !named.some((n) => n.value === value))],
  };
}
