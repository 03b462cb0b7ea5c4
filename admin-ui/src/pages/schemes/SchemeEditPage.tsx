/** Changes a scheme, and its links into one edition of the strategy: that in force, or `?edition=`. */
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { agencyOptions, type Place, PlaceFields } from './place.js';
import { SchemeFields } from './SchemeFields.js';
import {
  EditionFields,
  type FormEdition,
  type FormScheme,
  inputOf,
  SchemeFormFields,
  valuesOf,
  wrongIn,
} from './schemeForm.js';

// `named` is the edition of the address; without one the scheme's own id stands
// there, which is no strategy, so that `named` is empty.
const SchemeQuery = graphql(
  `
    query SchemeEditPage_Scheme($id: ID!, $slug: String!, $edition: ID, $named: ID!) {
      node(id: $id) { ... on Project { ...SchemeForm } }
      named: node(id: $named) { ... on Strategy { ...SchemeFormEdition } }
      partnership(slug: $slug) { ...SchemePlace }
    }
  `,
  [SchemeFormFields, EditionFields, PlaceFields],
);

const UpdateScheme = graphql(
  `
    mutation SchemeEditPage_Update($input: UpdateProjectInput!, $edition: ID) {
      updateProject(input: $input) {
        project { ...SchemeForm }
        errors { ...UserError }
      }
    }
  `,
  [SchemeFormFields, UserErrorFields],
);

export default function SchemeEditPage() {
  const { slug = '', id = '' } = useParams();
  const [search] = useSearchParams();
  const edition = search.get('edition');
  const [query, ask] = useQuery({
    query: SchemeQuery,
    variables: { id, slug, edition, named: edition ?? id },
  });
  return (
    <Loaded query={query} retry={ask} what="the scheme">
      {({ node, named, partnership }) => {
        if (!partnership || !node || !('leadPost' in node)) return <NotFoundPage />;
        if (!node.viewerCanUpdate) return <Refused slug={slug} scheme={node} />;
        const chosen = named && 'state' in named ? named : partnership.strategy;
        return (
          <SchemeEdit
            key={`${node.id}:${chosen?.id}`}
            slug={slug}
            scheme={node}
            place={partnership}
            edition={chosen}
          />
        );
      }}
    </Loaded>
  );
}

function Refused({ slug, scheme }: { slug: string; scheme: FormScheme }) {
  const lead = scheme.leadAgency?.name;
  return (
    <NotAllowed
      title={`You cannot edit ${scheme.name}`}
      to={plan(slug).schemes.one(scheme.id)}
      look="Look at the scheme"
      draft={`project:${scheme.id}`}
    >
      {lead
        ? `${lead} leads this scheme. Its partner admins and the coordinator keep it up to date.`
        : 'No agency leads this scheme yet. The coordinator keeps it up to date.'}
    </NotAllowed>
  );
}

type Props = { slug: string; scheme: FormScheme; place: Place; edition: FormEdition | null };

function SchemeEdit({ slug, scheme, place, edition }: Props) {
  const to = plan(slug).schemes;
  const viewer = useViewer();
  const { form, errors, loading, submit, conflict, onMerged } = useSchemeEdit(
    slug,
    scheme,
    edition,
  );
  return (
    <Page title={`Edit ${scheme.name}`} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={loading}
        onSubmit={submit}
        reason="offered"
        conflict={conflict}
        onMerged={onMerged}
        cancel={
          <Link className="govuk-link" to={to.one(scheme.id)}>
            Cancel
          </Link>
        }
      >
        <SchemeFields {...agencyOptions(place, viewer, scheme.leadAgency)} edition={edition} />
      </EditForm>
    </Page>
  );
}

function useSchemeEdit(slug: string, scheme: FormScheme, edition: FormEdition | null) {
  const navigate = useNavigate();
  const flash = useFlash();
  const [search] = useSearchParams();
  const save = useSave(UpdateScheme, 'updateProject', { also: { edition: search.get('edition') } });
  const [typed, setTyped] = useState<FormError[]>([]);
  const [theirs, setTheirs] = useState<FormScheme | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `project:${scheme.id}${search.get('edition') ? `:${edition?.id}` : ''}`,
    initial: valuesOf(scheme),
    version: scheme.version,
    errors,
  });
  const submit = async (values: typeof form.values) => {
    const wrong = wrongIn(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: scheme.id,
        version: form.version ?? scheme.version,
        reason: values.reason || null,
        ...inputOf(values, form.changed, edition?.id),
      },
      form.draftKey,
    );
    if (outcome.conflict?.project) setTheirs(outcome.conflict.project);
    const saved = outcome.saved?.project;
    if (!saved) return;
    form.reset(valuesOf(saved), saved.version);
    await navigate(plan(slug).schemes.one(scheme.id));
    flash.show('Scheme saved');
  };
  return {
    form,
    errors,
    loading: save.loading,
    submit,
    conflict: theirs && {
      values: valuesOf(theirs, form.values.reason),
      version: theirs.version,
    },
    onMerged: () => {
      setTheirs(null);
      save.clear();
    },
  };
}
