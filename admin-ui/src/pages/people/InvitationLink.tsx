import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { Copy } from '../../ui/Copy.js';
import { Page } from '../../ui/Page.js';

type Props = {
  id: string;
  name: string;
  link: string;
  /** What they are invited as, if that was decided just now. */
  role?: string;
};

/** The link of an invitation, where the register sends no letters: shown once. */
export function InvitationLink({ id, name, link, role }: Props) {
  return (
    <Page title={`Pass this link on to ${name}`}>
      {role ? (
        <p className="govuk-body">
          {name} is invited as: <strong>{role}</strong>.
        </p>
      ) : null}
      <p className="govuk-body">
        This register sends no email. Give the link to {name} in person or by a channel that only
        they read. With it they choose their password. It works once, for 7 days, and is not shown
        again.
      </p>
      <Copy text={link} what="the link" />
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.people.one(id)}>
          Go on to {name}
        </Link>
      </p>
    </Page>
  );
}
