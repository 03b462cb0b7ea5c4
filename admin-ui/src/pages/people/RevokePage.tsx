import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { paths } from '../../paths.js';
import { useSession } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { roleWords } from '../../ui/roleWords.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Grant, type Person, PersonQuery, RevokeRole } from './queries.js';
import { ReasonPage } from './ReasonPage.js';

/** Takes a role away. */
export default function RevokePage() {
  const { id = '', grant = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the role">
      {({ user }) => {
        const found = user?.roles.find((role) => role.id === grant);
        return user && found?.viewerCanRevoke ? (
          <Revoke key={found.id} person={user} grant={found} />
        ) : (
          <NotFoundPage />
        );
      }}
    </Loaded>
  );
}

function Revoke({ person, grant }: { person: Person; grant: Grant }) {
  const save = useSave(RevokeRole, 'revokeRole');
  const { viewer, refresh } = useSession();
  const onSubmit = async (reason: string) => {
    const { saved } = await save.run({ id: grant.id, version: grant.version, reason });
    if (saved && viewer?.user?.id === person.id) refresh();
    return saved !== null;
  };
  return (
    <ReasonPage
      title="Take this role away"
      caption={person.name}
      submitLabel="Take the role away"
      done="Role taken away"
      back={paths.people.one(person.id)}
      errors={save.errors}
      loading={save.loading}
      onSubmit={onSubmit}
    >
      <p className="govuk-body">
        <strong>{roleWords(grant)}</strong>
      </p>
      <p className="govuk-body">
        It ends at once, also where they are signed in. What they did stays in the history. You can
        grant the role again.
      </p>
    </ReasonPage>
  );
}
