import { Link, useNavigate } from 'react-router';
import { EditForm, PasswordField, useForm, useNeeded, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { Page } from '../../ui/Page.js';
import { ChangePassword } from './queries.js';

/** A new password for somebody who knows the present one. */
export default function PasswordPage() {
  const { user } = useViewer();
  const save = useSave(ChangePassword, 'changePassword', { keyless: true });
  const { isGiven, errors } = useNeeded(
    { currentPassword: 'Enter your password now', newPassword: 'Enter the new password' },
    save.errors,
  );
  const navigate = useNavigate();
  const flash = useFlash();
  const form = useForm({
    draftKey: null,
    initial: { currentPassword: '', newPassword: '' },
    version: null,
    errors,
  });
  const submit = async (values: typeof form.values) => {
    if (!isGiven(values)) return;
    const { saved } = await save.run(values);
    if (!saved) return;
    await navigate(paths.account);
    flash.show('Password changed. Your other sessions have ended');
  };
  return (
    <Page title="Change your password" hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Change password"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.account}>
            Cancel
          </Link>
        }
      >
        <p className="govuk-body">
          Wherever else you are signed in, you are signed out, and browsers that need no code ask
          for one again.
        </p>
        {/* For password managers, which file a password under its account. */}
        <input
          type="hidden"
          name="username"
          autoComplete="username"
          value={user?.email ?? ''}
          readOnly
        />
        <PasswordField name="currentPassword" label="Password now" />
        <PasswordField name="newPassword" label="New password" isNew />
      </EditForm>
    </Page>
  );
}
