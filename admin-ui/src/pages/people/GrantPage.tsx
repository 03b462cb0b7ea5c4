import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { badDates, EditForm, type FormError, useForm, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useSession } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { offeredRoles } from './powers.js';
import { GrantRole, type Offerer, OfferQuery, PersonQuery } from './queries.js';
import { noRole, RoleFields, roleInput } from './RoleFields.js';

/** Gives somebody another role. */
export default function GrantPage() {
  const { id = '' } = useParams();
  const [person, askPerson] = useQuery({ query: PersonQuery, variables: { id } });
  const [offer, askOffer] = useQuery({ query: OfferQuery });
  return (
    <Loaded query={person} retry={askPerson} what="the account">
      {({ user }) => (
        <Loaded query={offer} retry={askOffer} what="what you may offer">
          {({ viewer }) =>
            user && viewer && offeredRoles(viewer.roles).length > 0 ? (
              <Grant
                id={user.id}
                name={user.name}
                isInvited={user.state === 'INVITED'}
                offerer={viewer}
              />
            ) : (
              <NotFoundPage />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}

type Props = { id: string; name: string; isInvited: boolean; offerer: Offerer };

function Grant({ id, name, isInvited, offerer }: Props) {
  const save = useSave(GrantRole, 'grantRole');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const [blank] = useState(() => ({ ...noRole(offerer), reason: '' }));
  const form = useForm({ draftKey: `new-role:${id}`, initial: blank, version: null, errors });
  const { refresh, viewer } = useSession();
  const navigate = useNavigate();
  const flash = useFlash();
  const submit = async (values: typeof blank) => {
    const wrong = badDates(values, [['endsOn', 'Last day of the role']]);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const { saved } = await save.run(
      { user: id, reason: values.reason, ...roleInput(values) },
      form.draftKey,
    );
    if (!saved) return;
    form.reset(blank, null);
    if (viewer?.user?.id === id) refresh();
    await navigate(paths.people.one(id));
    // Without a mail server the register ends the link: whoever was shown it must not get this role.
    flash.show(
      isInvited
        ? 'Role granted. If you passed a link on, it has ended: send the invitation again'
        : 'Role granted',
    );
  };
  return (
    <Page title="Grant a role" caption={name} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Grant the role"
        reason="required"
        cancel={
          <Link className="govuk-link" to={paths.people.one(id)}>
            Cancel
          </Link>
        }
      >
        <RoleFields offerer={offerer} values={form.values} />
      </EditForm>
    </Page>
  );
}
