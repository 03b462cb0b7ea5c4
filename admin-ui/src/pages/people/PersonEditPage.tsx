import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  inputOf,
  LinkField,
  TextField,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { NotYours } from './NotYours.js';
import { type Person, PersonQuery, UpdateUser } from './queries.js';
import { usePlaceSearch } from './usePlaces.js';

/** Somebody's name, address and agency. */
export default function PersonEditPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the account">
      {({ user }) => {
        if (!user) return <NotFoundPage />;
        return user.viewerCanManage ? (
          <PersonEdit key={user.id} person={user} />
        ) : (
          <NotYours person={user} />
        );
      }}
    </Loaded>
  );
}

const valuesOf = ({ name, email, agency }: Person) => ({
  name,
  email,
  employer: agency?.id ?? '',
});

function PersonEdit({ person }: { person: Person }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const search = usePlaceSearch(null);
  const back = paths.people.one(person.id);
  const edit = useRecordForm({
    draftKey: `user:${person.id}`,
    record: person,
    valuesOf,
    save: useSave(UpdateUser, 'updateUser'),
    recordOf: ({ user }) => user,
    input: (values, changed, version) => ({
      id: person.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(back);
      flash.show('Account saved');
    },
  });
  return (
    <Page title={`Edit ${person.name}`} hasErrors={edit.errors.length > 0}>
      <EditForm
        {...edit}
        reason="offered"
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
