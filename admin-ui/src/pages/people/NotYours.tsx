import { paths } from '../../paths.js';
import { NotAllowed } from '../../ui/NotAllowed.js';

type Person = { id: string; name: string; erasedAt: string | null };

/** For pages about an account that somebody else looks after. */
export function NotYours({ person }: { person: Person }) {
  const { id, name, erasedAt } = person;
  if (erasedAt) {
    return (
      <NotAllowed
        title={`The account of ${name} was erased already`}
        to={paths.people.one(id)}
        look="Look at what is left of it"
      >
        Nothing more can be done to it. What they did stays in the history.
      </NotAllowed>
    );
  }
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
