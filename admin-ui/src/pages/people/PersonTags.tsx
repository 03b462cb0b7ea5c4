import { Tag } from '../../ui/Tag.js';

const states = {
  ACTIVE: { colour: 'green', word: 'Active' },
  INVITED: { colour: 'light-blue', word: 'Invited' },
  DISABLED: { colour: 'grey', word: 'Disabled' },
} as const;

type Account = {
  state: keyof typeof states;
  lockedAt: string | null;
  erasedAt?: string | null;
};

/** How long the register refuses sign-ins for an account after too many failed. */
const LOCK_MINUTES = 15;

/** Where an account stands, and whether signing in was refused just now. */
export function AccountTags({ person: { state, lockedAt, erasedAt } }: { person: Account }) {
  if (erasedAt) return <Tag colour="grey">Erased</Tag>;
  const { colour, word } = states[state];
  const isLocked = lockedAt !== null && Date.now() - Date.parse(lockedAt) < LOCK_MINUTES * 60_000;
  return (
    <>
      <Tag colour={colour}>{word}</Tag> {isLocked ? <Tag colour="orange">Locked</Tag> : null}
    </>
  );
}
