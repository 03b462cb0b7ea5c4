import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Warning } from '../../ui/Warning.js';
import NotFoundPage from '../NotFoundPage.js';
import { NotYours } from './NotYours.js';
import {
  DisableUser,
  EnableUser,
  EraseUser,
  type Person,
  PersonQuery,
  ResetSecondFactor,
} from './queries.js';
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
  erase: {
    title: 'Erase this person',
    words: 'For somebody who has left, or who asks that what is held about them be erased.',
    done: 'Person erased',
  },
} as const;

type Deed = keyof typeof deeds;

/** Disables or enables an account, resets its second factor, or erases the person. */
export default function ManagePage() {
  const { id = '', deed = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the account">
      {({ user }) => {
        if (!user || !(deed in deeds)) return <NotFoundPage />;
        const may = deed === 'erase' ? user.viewerCanErase : user.viewerCanManage;
        return may ? <Manage person={user} deed={deed as Deed} /> : <NotYours person={user} />;
      }}
    </Loaded>
  );
}

function Manage({ person, deed }: { person: Person; deed: Deed }) {
  const disable = useSave(DisableUser, 'disableUser');
  const enable = useSave(EnableUser, 'enableUser');
  const reset = useSave(ResetSecondFactor, 'resetSecondFactor');
  const erase = useSave(EraseUser, 'eraseUser');
  const save = { disable, enable, 'reset-second-factor': reset, erase }[deed];
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
      {deed === 'erase' ? <WhatErasingDoes name={person.name} /> : null}
    </ReasonPage>
  );
}

/** What will happen, before it happens: it cannot be undone. */
function WhatErasingDoes({ name }: { name: string }) {
  return (
    <>
      <Warning>This cannot be undone, by anybody.</Warning>
      <p className="govuk-body">When you erase {name}:</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>their name, email address, agency and other details are removed for good</li>
        <li>
          a name such as “Erased person 4f2a9c” stands in their place, also in the whole history
        </li>
        <li>they are signed out everywhere, cannot sign in again, and lose all their roles</li>
        <li>the reasons that were given for changing their account and roles are removed</li>
        <li>
          what they did stays in the history, under the new name: when, in which role and for which
          agency
        </li>
      </ul>
      <p className="govuk-body">
        If their name also stands in a description or a reason, remove that text from the history of
        the record.
      </p>
      <p className="govuk-body">
        The reason that you give stays in the history. Do not name the person in it.
      </p>
    </>
  );
}
