import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KeptDraft } from '../forms/KeptDraft.js';
import { Page } from './Page.js';

type Props = {
  /** What cannot be done: "You cannot edit Purple Flag". */
  title: string;
  /** Why, and who can. */
  children: ReactNode;
  /** Where to go instead, and what that is. */
  to: string;
  look: string;
  /** The name of the draft of the form that would be here: what was typed before is shown. */
  draft?: string;
};

/** A page that was opened by its address and is for others to use. */
export function NotAllowed({ title, children, to, look, draft }: Props) {
  return (
    <Page title={title}>
      <p className="govuk-body">{children}</p>
      {draft ? <KeptDraft name={draft} /> : null}
      <p className="govuk-body">
        <Link className="govuk-link" to={to}>
          {look}
        </Link>
      </p>
    </Page>
  );
}
