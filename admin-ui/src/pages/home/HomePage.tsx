import { onlyPlan } from '../../session/place.js';
import { holds, useViewer, type Viewer } from '../../session/Session.js';
import { ProofWarning } from '../history/proof/ProofWarning.js';
import { AdministratorHome } from './AdministratorHome.js';
import { Choose } from './Choose.js';
import { PlanHome } from './PlanHome.js';

/** Where everybody begins; those who answer for the history learn first when it is not signed. */
export default function HomePage() {
  const viewer = useViewer();
  return (
    <>
      {holds(viewer, 'AUDITOR') || holds(viewer, 'ADMINISTRATOR') ? <ProofWarning /> : null}
      <Home viewer={viewer} />
    </>
  );
}

/** The one plan that is theirs, or a choice of plans. */
function Home({ viewer }: { viewer: Viewer }) {
  const only = onlyPlan(viewer);
  if (only) return <PlanHome slug={only.slug} />;
  if (holds(viewer, 'ADMINISTRATOR')) return <AdministratorHome />;
  return <Choose viewer={viewer} />;
}
