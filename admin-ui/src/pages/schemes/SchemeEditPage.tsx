import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  LinkField,
  LinksField,
  Select,
  TextArea,
  TextField,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { projectKinds, projectStatuses, visibilities } from './choices.js';

const SchemeFields = graphql(`
  fragment SchemeEdit on Project @_unmask {
    id
    version
    name
    kind
    status
    description
    website
    leadAgency { id name }
    leadPost
    partnerAgencies { id name }
    startsOn
    endsOn
    visibility
    viewerCanUpdate
  }
`);

const SchemeQuery = graphql(
  `
    query SchemeEditPage_Scheme($id: ID!, $slug: String!) {
      node(id: $id) { ... on Project { ...SchemeEdit } }
      partnership(slug: $slug) { id agencies { id name } }
    }
  `,
  [SchemeFields],
);

const UpdateScheme = graphql(
  `
    mutation SchemeEditPage_Update($input: UpdateProjectInput!) {
      updateProject(input: $input) {
        project { ...SchemeEdit }
        errors { ...UserError }
      }
    }
  `,
  [SchemeFields, UserErrorFields],
);

type Scheme = ResultOf<typeof SchemeFields>;

/** A scheme's own fields. Its links to priorities stand on the priorities' pages. */
export default function SchemeEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SchemeQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the scheme">
      {({ node, partnership }) =>
        node && 'name' in node ? (
          <SchemeEdit
            key={node.id}
            slug={slug}
            scheme={node}
            agencies={partnership?.agencies ?? []}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; scheme: Scheme; agencies: { id: string; name: string }[] };

function SchemeEdit({ slug, scheme, agencies }: Props) {
  const to = plan(slug).schemes;
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UpdateScheme, 'updateProject');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [conflict, setConflict] = useState<Scheme | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `project:${scheme.id}`,
    initial: { ...valuesOf(scheme), reason: '' },
    version: scheme.version,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const wrong = badDates(values, [
      ['startsOn', 'Start date'],
      ['endsOn', 'End date'],
    ]);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run({
      id: scheme.id,
      version: form.version ?? scheme.version,
      reason: values.reason || null,
      ...inputOf(values, form.changed),
    });
    if (outcome.conflict?.project) setConflict(outcome.conflict.project);
    if (!outcome.saved?.project) return;
    form.reset({ ...valuesOf(outcome.saved.project), reason: '' }, outcome.saved.project.version);
    await navigate(to.one(scheme.id));
    flash.show('Scheme saved');
  };

  if (!scheme.viewerCanUpdate) return <NotFoundPage />;
  const options = agencies.map((agency) => ({ value: agency.id, label: agency.name }));
  return (
    <Page title={`Edit ${scheme.name}`} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        conflict={
          conflict && {
            values: { ...valuesOf(conflict), reason: form.values.reason },
            version: conflict.version,
          }
        }
        onMerged={() => {
          setConflict(null);
          save.clear();
        }}
        cancel={
          <Link className="govuk-link" to={to.one(scheme.id)}>
            Cancel
          </Link>
        }
      >
        <TextField name="name" label="Name" />
        <Select name="status" label="Status" choices={projectStatuses} />
        <Select name="kind" label="Kind" choices={projectKinds} />
        <TextArea name="description" label="Description" />
        <LinkField name="leadAgency" label="Lead agency" options={options} />
        <TextField
          name="leadPost"
          label="Lead post"
          hint="A post, never a person's name."
          width={30}
        />
        <LinksField name="partnerAgencies" label="Partner agencies" options={options} />
        <TextField name="website" label="Web address" type="url" />
        <DateField name="startsOn" label="Start date" />
        <DateField name="endsOn" label="End date" />
        <Select name="visibility" label="Who can see it" choices={visibilities} />
      </EditForm>
    </Page>
  );
}

function valuesOf(scheme: Scheme) {
  return {
    name: scheme.name,
    kind: scheme.kind as string,
    status: scheme.status as string,
    description: scheme.description ?? '',
    website: scheme.website ?? '',
    leadAgency: scheme.leadAgency?.id ?? '',
    leadPost: scheme.leadPost ?? '',
    partnerAgencies: scheme.partnerAgencies.map((agency) => agency.id),
    startsOn: scheme.startsOn ?? '',
    endsOn: scheme.endsOn ?? '',
    visibility: scheme.visibility as string,
  };
}

/** Only what was changed is sent: null clears a field, absence keeps it. */
function inputOf(values: Record<string, unknown>, changed: string[]) {
  return Object.fromEntries(
    changed
      .filter((name) => name !== 'reason')
      .map((name) => [name, values[name] === '' ? null : values[name]]),
  );
}
