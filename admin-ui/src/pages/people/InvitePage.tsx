import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import {
  badDates,
  EditForm,
  type FormError,
  LinkField,
  TextField,
  useForm,
  useNeeded,
  useSave,
} from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { roleWords } from '../../ui/roleWords.js';
import { InvitationLink } from './InvitationLink.js';
import { actsForAgency } from './powers.js';
import { type Grant, InviteUser, type Offerer, OfferQuery } from './queries.js';
import { noRole, RoleFields, roleInput } from './RoleFields.js';
import { usePlaceSearch } from './usePlaces.js';

/** Invites somebody with their first role. */
export default function InvitePage() {
  const [query, ask] = useQuery({ query: OfferQuery });
  return (
    <Loaded query={query} retry={ask} what="what you may offer">
      {({ viewer }) =>
        viewer?.viewerCanInvite ? (
          <Invite offerer={viewer} />
        ) : (
          <NotAllowed
            title="You cannot invite anybody"
            to={paths.people.list}
            look="People and roles"
          >
            Administrators, coordinators and partner admins invite people.
          </NotAllowed>
        )
      }
    </Loaded>
  );
}

type Invited = { id: string; name: string; link: string; role: string };

/** The role that was granted just now, where it holds and for whom. */
function latestRole(roles: readonly Grant[]): string {
  const [latest] = [...roles].sort((one, other) => (one.grantedAt < other.grantedAt ? 1 : -1));
  return latest ? roleWords(latest) : '';
}

function Invite({ offerer }: { offerer: Offerer }) {
  const save = useSave(InviteUser, 'inviteUser');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [invited, setInvited] = useState<Invited | null>(null);
  const given = useNeeded(
    { name: 'Enter their name', email: 'Enter the email address' },
    save.errors,
  );
  const errors = typed.length > 0 ? typed : given.errors;
  const [blank] = useState(() => ({
    email: '',
    name: '',
    employer: '',
    ...noRole(offerer),
    reason: '',
  }));
  const form = useForm({ draftKey: 'new-person', initial: blank, version: null, errors });
  const navigate = useNavigate();
  const flash = useFlash();
  const search = usePlaceSearch(null);

  const submit = async (values: typeof blank) => {
    const wrong = badDates(values, [['endsOn', 'Last day of the role']]);
    setTyped(wrong);
    if (!given.isGiven(values) || wrong.length > 0) return;
    const { saved } = await save.run(
      {
        email: values.email.trim(),
        name: values.name.trim(),
        employer: values.employer || null,
        reason: values.reason,
        ...roleInput(values),
      },
      form.draftKey,
    );
    if (!saved?.user) return;
    form.reset(blank, null);
    const role = latestRole(saved.user.roles);
    if (saved.link) return setInvited({ ...saved.user, role, link: saved.link });
    await navigate(paths.people.one(saved.user.id));
    flash.show(
      saved.user.state === 'INVITED'
        ? `An invitation is on its way to ${saved.user.email}: ${role}`
        : `${saved.user.name} has an account already, and has the role now: ${role}`,
    );
  };
  if (invited) return <InvitationLink key="link" {...invited} />;
  return (
    <Page title="Invite somebody" hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Invite"
        reason="required"
        cancel={
          <Link className="govuk-link" to={paths.people.list}>
            Cancel
          </Link>
        }
      >
        <TextField name="name" label="Their name" width={30} autoComplete="off" />
        <TextField
          name="email"
          label="Their email address"
          hint="Their own at work, not a shared one. They sign in with it."
          type="email"
          width={30}
          autoComplete="off"
          spellCheck={false}
        />
        <RoleFields offerer={offerer} values={form.values} />
        {actsForAgency(form.values.role) ? null : (
          <LinkField
            name="employer"
            label="Agency that they work for (optional)"
            hint="Type part of its name."
            options={[]}
            search={search.agencies}
          />
        )}
      </EditForm>
    </Page>
  );
}
