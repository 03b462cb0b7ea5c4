import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { begun } from './begun.js';

/** Says that recovery codes were shown here and never said to be kept; they are not shown again. */
export function CodesNotKept() {
  const { user } = useViewer();
  const [isOpen] = useState(() => begun.isOpen('codes', user?.id ?? ''));
  if (!isOpen) return null;
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        Recovery codes were shown to you, and you did not say that you kept them. They cannot be
        shown again. If you do not have them,{' '}
        <Link className="govuk-link" to={paths.recoveryCodes}>
          make new codes
        </Link>
        .
      </p>
    </div>
  );
}

/** Says that a key was shown here and never confirmed: what an app made of it lets nobody in. */
export function KeyNotConfirmed() {
  const { user } = useViewer();
  const [isOpen] = useState(() => begun.isOpen('key', user?.id ?? ''));
  if (!isOpen) return null;
  return (
    <p className="govuk-inset-text">
      You began to set up an app before and did not finish. Another key is made now: if your app
      already added an account from the last one, remove that account from the app. Its codes do not
      work.
    </p>
  );
}
