import { paths } from '../../paths.js';
import { NotAllowed } from '../../ui/NotAllowed.js';

/** For pages about an account that somebody else looks after. */
export function NotYours({ person: { id, name } }: { person: { id: string; name: string } }) {
  return (
    <NotAllowed
      title={`You cannot do this to the account of ${name}`}
      to={paths.people.one(id)}
      look="Look at the account"
    >
      Administrators look after every account; a coordinator after those whose every role lies in
      the partnership, but not after those of auditors.
    </NotAllowed>
  );
}
