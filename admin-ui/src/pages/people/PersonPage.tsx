import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { Button } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, londonDay, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { InvitationLink } from './InvitationLink.js';
import { AccountTags } from './PersonTags.js';
import { offeredRoles } from './powers.js';
import { type Person, PersonQuery, ResendInvitation } from './queries.js';
import { RolesTable } from './RolesTable.js';

/** Somebody's account, roles, and what one may do about them. */
export default function PersonPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: PersonQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the account">
      {({ user }) => (user ? <One key={user.id} person={user} /> : <NotFoundPage />)}
    </Loaded>
  );
}

function One({ person }: { person: Person }) {
  const viewer = useViewer();
  const [link, setLink] = useState<string | null>(null);
  if (link) return <InvitationLink key="link" id={person.id} name={person.name} link={link} />;
  const mayGrant = !person.erasedAt && offeredRoles(viewer.roles).length > 0;
  return (
    <Page
      title={person.name}
      caption="Account"
      actions={
        person.viewerCanManage ? (
          <Link
            className="govuk-button govuk-button--secondary"
            to={paths.people.edit(person.id)}
            role="button"
            draggable={false}
          >
            Edit
          </Link>
        ) : null
      }
    >
      {person.erasedAt ? (
        <p className="govuk-inset-text">
          This person was erased on {day(londonDay(new Date(person.erasedAt)))}. What they did stays
          in the history, under this name.
        </p>
      ) : null}
      <SummaryList rows={rows(person)} />
      <Deeds person={person} onLink={setLink} />
      {person.erasedAt ? null : (
        <>
          <h2 className="govuk-heading-m">Roles today</h2>
          <RolesTable grants={person.roles} person={person} />
        </>
      )}
      {mayGrant ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={paths.people.grant(person.id)}>
            Grant a role
          </Link>
        </p>
      ) : null}
      <p className="govuk-body">
        <Link className="govuk-link" to={`${paths.people.roles}?user=${person.id}`}>
          Roles on another day
        </Link>
      </p>
      <p className="govuk-body">
        <Link
          className="govuk-link"
          to={`${paths.history}?entity=${encodeURIComponent(person.id)}`}
        >
          History of this account
        </Link>
      </p>
    </Page>
  );
}

function rows(person: Person) {
  if (person.erasedAt) {
    return [
      { term: 'Account', value: <AccountTags person={person} /> },
      { term: 'Account made', value: moment(person.createdAt) },
    ];
  }
  return [
    { term: 'Email address', value: person.email },
    { term: 'Agency', value: person.agency?.name },
    { term: 'Account', value: <AccountTags person={person} /> },
    {
      term: 'Second factor',
      value: person.secondFactorAt ? `Set up on ${moment(person.secondFactorAt)}` : 'Not set up',
    },
    {
      term: 'Last signed in',
      value: person.lastSignInAt ? moment(person.lastSignInAt) : 'Not as far as is known',
    },
    ...(person.lockedAt
      ? [
          {
            term: 'Sign-in refused',
            value: `${moment(person.lockedAt)}, after too many failed attempts. It opens again by itself.`,
          },
        ]
      : []),
    { term: 'Account made', value: moment(person.createdAt) },
  ];
}

function Deeds({ person, onLink }: { person: Person; onLink(link: string): void }) {
  const viewer = useViewer();
  const isInvited = person.state === 'INVITED';
  const mayResend =
    isInvited &&
    (person.viewerCanManage ||
      (person.roles.length > 0 && person.roles.every((role) => role.viewerCanRevoke)));
  const isOther = viewer.user?.id !== person.id;
  const deeds = [
    ...(person.viewerCanManage && isOther && person.state !== 'DISABLED'
      ? [{ deed: 'disable' as const, name: 'Disable the account' }]
      : []),
    ...(person.viewerCanManage && person.state === 'DISABLED'
      ? [{ deed: 'enable' as const, name: 'Enable the account' }]
      : []),
    ...(person.viewerCanManage && person.secondFactorAt && isOther
      ? [{ deed: 'reset-second-factor' as const, name: 'Reset the second factor' }]
      : []),
    ...(person.viewerCanErase && isOther
      ? [{ deed: 'erase' as const, name: 'Erase this person' }]
      : []),
  ];
  if (deeds.length === 0 && !mayResend) return null;
  return (
    <ul className="govuk-list register-deeds">
      {mayResend ? (
        <li>
          <Resend person={person} onLink={onLink} />
        </li>
      ) : null}
      {deeds.map(({ deed, name }) => (
        <li key={deed}>
          <Link className="govuk-link" to={paths.people.manage(person.id, deed)}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Resend({ person, onLink }: { person: Person; onLink(link: string): void }) {
  const save = useSave(ResendInvitation, 'resendInvitation', { keyless: true });
  const flash = useFlash();
  const resend = async () => {
    const { saved } = await save.run({ id: person.id });
    if (saved?.link) onLink(saved.link);
    else if (saved) flash.show(`A new invitation is on its way to ${person.email}`);
  };
  return (
    <>
      <Button kind="link" onClick={resend} disabled={save.loading}>
        Send the invitation again
      </Button>
      {save.errors.map(({ message }) => (
        <p key={message} className="govuk-error-message" role="alert">
          {message}
        </p>
      ))}
    </>
  );
}
