/** "Nothing has changed": news of a scheme, too, with one click. */
import { useState } from 'react';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { useViewer } from '../../session/Session.js';
import { Button } from '../../ui/Button.js';
import type { Scheme } from './scheme.js';

const Confirm = graphql(
  `
    mutation ConfirmButton_Submit($input: SubmitReturnInput!) {
      submitReturn(input: $input) {
        rows { isWritten project { id version lastConfirmedAt isStale } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** For those whose agency leads the scheme or takes part in it. */
export function ConfirmButton({ scheme }: { scheme: Scheme }) {
  const save = useSave(Confirm, 'submitReturn');
  const flash = useFlash();
  const { agencies } = useViewer();
  const [failed, setFailed] = useState('');
  const tied = [scheme.leadAgency, ...scheme.partnerAgencies].flatMap((agency) => agency?.id ?? []);
  const agency = agencies.find(({ id }) => tied.includes(id));
  const over = scheme.status === 'COMPLETED' || scheme.status === 'CANCELLED';
  if (!agency || over || scheme.isArchived) return null;
  const confirm = async () => {
    const outcome = await save.run({
      partnership: scheme.partnership.id,
      agency: agency.id,
      rows: [{ project: scheme.id, version: scheme.version, noChange: true }],
    });
    setFailed(outcome.saved ? '' : (outcome.errors[0]?.message ?? ''));
    if (outcome.saved) flash.show('Confirmed: nothing has changed');
  };
  return (
    <div>
      <Button kind="secondary" onClick={confirm} disabled={save.loading}>
        Nothing has changed
      </Button>
      <span role="status" className="govuk-error-message">
        {failed}
      </span>
    </div>
  );
}
