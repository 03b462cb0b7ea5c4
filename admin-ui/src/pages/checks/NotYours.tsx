import { plan } from '../../paths.js';
import { NotAllowed } from '../../ui/NotAllowed.js';

/** For whoever opens a check of accounts that is not theirs to run. */
export function NotYours({ slug }: { slug: string }) {
  return (
    <NotAllowed
      title="You cannot run this check"
      to={plan(slug).checks}
      look="Look at the other checks"
    >
      Coordinators and auditors of the partnership can, and administrators.
    </NotAllowed>
  );
}
