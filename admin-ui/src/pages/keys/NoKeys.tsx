import { paths } from '../../paths.js';
import { NotAllowed } from '../../ui/NotAllowed.js';

/** For those who came by an address: keys are not theirs to see or make. */
export function NoKeys() {
  return (
    <NotAllowed title="You cannot make API keys" to={paths.home} look="Go to your home page">
      Administrators and coordinators make and revoke them. What is public needs no key.
    </NotAllowed>
  );
}
