import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { NotYours } from './NotYours.js';
import { DisableUser, EnableUser, type Person, PersonQuery, ResetSecondFactor } from './queries.js';
import { ReasonPage } from './ReasonPage.js';

const deeds = {
  disable: {
    title: 'Disable the account',
    words:
      'They cannot sign in any more, and where they are signed in they are signed out. Their roles and what they did stay as they are. You can enable the account again.',
    done: 'Account disabled',
  },
  enable: {
    title: 'Enable the account',
    words: 'They can sign in again with their password, and have the roles that still hold.',
    done: 'Account enabled',
  },
  'reset-second-factor': {
    title: 'Reset the second factor',
    words:
      'For somebody who has lost both their authenticator app and their recovery codes. Make sure that it is really them who asks: call them back. All their sessions end, and at the next sign-in they set up an app anew.',
    done: 'Second factor reset',
  },
} as const;

type Deed = keyof typeof deeds;

/** Disables or enables an account, or resets its second factor. */
export default function ManagePage() {
  const { id = '', deed = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the account">
      {({ user }) => {
        if (!user || !(deed in deeds)) return <NotFoundPage />;
        return user.viewerCanManage ? (
          <Manage person={user} deed={deed as Deed} />
        ) : (
          <NotYours person={user} />
        );
      }}
    </Loaded>
  );
}

function Manage({ person, deed }: { person: Person; deed: Deed }) {
  const disable = useSave(DisableUser, 'disableUser');
  const enable = useSave(EnableUser, 'enableUser');
  const reset = useSave(ResetSecondFactor, 'resetSecondFactor');
  const save = { disable, enable, 'reset-second-factor': reset }[deed];
  const { title, words, done } = deeds[deed];
  const onSubmit = async (reason: string) =>
    (await save.run({ id: person.id, version: person.version, reason })).saved !== null;
  return (
    <ReasonPage
      title={title}
      caption={person.name}
      submitLabel={title}
      done={done}
      back={paths.people.one(person.id)}
      errors={save.errors}
      loading={save.loading}
      onSubmit={onSubmit}
    >
      <p className="govuk-body">{words}</p>
    </ReasonPage>
  );
}
