import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { EditForm, useForm, useNeeded, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { neededProof, noProof, Proof, proofOf } from './Proof.js';
import { RenewRecoveryCodes } from './queries.js';
import { RecoveryCodes } from './RecoveryCodes.js';

/** New recovery codes in place of those that were used or lost. */
export default function RecoveryCodesPage() {
  const save = useSave(RenewRecoveryCodes, 'renewRecoveryCodes', { keyless: true });
  const { isGiven, errors } = useNeeded(neededProof, save.errors);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const navigate = useNavigate();
  const flash = useFlash();
  const form = useForm({
    draftKey: null,
    initial: noProof,
    version: null,
    errors,
  });
  const submit = async (values: typeof noProof) => {
    if (!isGiven(values)) return;
    const { saved } = await save.run(proofOf(values));
    if (saved) setCodes(saved.recoveryCodes);
  };
  if (codes)
    return (
      <Page key="codes" title="Keep your recovery codes">
        <RecoveryCodes
          codes={codes}
          onDone={async () => {
            await navigate(paths.account);
            flash.show('You have new recovery codes. The old ones no longer work');
          }}
        />
      </Page>
    );
  return (
    <Page title="New recovery codes" hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Make new codes"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.account}>
            Cancel
          </Link>
        }
      >
        <p className="govuk-body">The codes that you have now stop working.</p>
        <Proof hasSecondFactor />
      </EditForm>
    </Page>
  );
}
