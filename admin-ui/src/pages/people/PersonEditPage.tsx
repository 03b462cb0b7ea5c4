import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, LinkField, TextField, useForm, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Person, PersonQuery, UpdateUser } from './queries.js';
import { usePlaceSearch } from './usePlaces.js';

/** Somebody's name, address and agency. */
export default function PersonEditPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the account">
      {({ user }) =>
        user?.viewerCanManage ? <PersonEdit key={user.id} person={user} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

const valuesOf = ({ name, email, agency }: Person) => ({
  name,
  email,
  employer: agency?.id ?? '',
});

function PersonEdit({ person }: { person: Person }) {
  const save = useSave(UpdateUser, 'updateUser');
  const [conflict, setConflict] = useState<Person | null>(null);
  const form = useForm({
    draftKey: `user:${person.id}`,
    initial: { ...valuesOf(person), reason: '' },
    version: person.version,
    errors: save.errors,
  });
  const navigate = useNavigate();
  const flash = useFlash();
  const search = usePlaceSearch(null);
  const back = paths.people.one(person.id);
  const submit = async (values: typeof form.values) => {
    const { reason, ...fields } = values;
    const changed = Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => form.changed.includes(name as keyof typeof values))
        .map(([name, value]) => [name, value || null]),
    );
    const outcome = await save.run({
      id: person.id,
      version: form.version ?? person.version,
      reason: reason || null,
      ...changed,
    });
    if (outcome.conflict?.user) setConflict(outcome.conflict.user);
    if (!outcome.saved?.user) return;
    form.reset({ ...valuesOf(outcome.saved.user), reason: '' }, outcome.saved.user.version);
    await navigate(back);
    flash.show('Account saved');
  };
  return (
    <Page title={`Edit ${person.name}`} hasErrors={save.errors.length > 0}>
      <EditForm
        form={form}
        errors={save.errors}
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
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <TextField name="name" label="Name" width={30} autoComplete="off" />
        <TextField
          name="email"
          label="Email address"
          hint="They sign in with it."
          type="email"
          width={30}
          autoComplete="off"
          spellCheck={false}
        />
        <LinkField
          name="employer"
          label="Agency that they work for"
          hint="Type part of its name."
          options={person.agency ? [{ value: person.agency.id, label: person.agency.name }] : []}
          search={search.agencies}
        />
      </EditForm>
    </Page>
  );
}
