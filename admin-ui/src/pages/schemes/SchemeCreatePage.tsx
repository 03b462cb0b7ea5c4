/** Adds a scheme; `?priority=` puts it under that priority from the beginning. */
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
import { blankScheme, inputOf, type SchemeValues, wrongIn } from './schemeForm.js';

const PlaceQuery = graphql(
  `
    query SchemeCreatePage_Place($slug: String!) {
      partnership(slug: $slug) { ...SchemePlace }
    }
  `,
  [PlaceFields],
);

const CreateScheme = graphql(
  `
    mutation SchemeCreatePage_Create($input: CreateProjectInput!) {
      createProject(input: $input) {
        project { id name }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export default function SchemeCreatePage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        return partnership.viewerCanAddRecords ? (
          <CreateForm slug={slug} place={partnership} />
        ) : (
          <NotAllowed
            title="You cannot add a scheme"
            to={plan(slug).schemes.list}
            look="Look at the projects and schemes"
            draft={`new-project:${slug}`}
          >
            Coordinators and partner admins add schemes.
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

function CreateForm({ slug, place }: { slug: string; place: Place }) {
  const to = plan(slug).schemes;
  const [search] = useSearchParams();
  const options = agencyOptions(place, useViewer());
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CreateScheme, 'createProject');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const priority = search.get('priority');
  const form = useForm({
    draftKey: `new-project:${slug}`,
    initial: {
      ...blankScheme,
      // Whoever acts for one agency adds that agency's schemes.
      leadAgency: options.leads.length === 1 ? (options.leads[0]?.value ?? '') : '',
      priorities: priority ? [priority] : [],
    },
    version: null,
    errors,
  });
  const submit = async (values: SchemeValues) => {
    const wrong = wrongIn(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const filled = Object.keys(values).filter(
      (name) => name !== 'name' && values[name as keyof SchemeValues].length > 0,
    );
    const { saved } = await save.run(
      {
        partnership: place.id,
        name: values.name,
        reason: values.reason.trim() || null,
        ...inputOf(values, filled, place.strategy?.id),
      },
      form.draftKey,
    );
    if (!saved?.project) return;
    form.reset(values, null);
    await navigate(to.one(saved.project.id));
    flash.show(`${saved.project.name}: added`);
  };
  return (
    <Page title="Add a project or scheme" caption={place.name} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Add"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.list}>
            Cancel
          </Link>
        }
      >
        <SchemeFields {...options} edition={place.strategy} />
      </EditForm>
    </Page>
  );
}
