import { onlyPlan } from '../../session/place.js';
import { holds, useViewer } from '../../session/Session.js';
import { AdministratorHome } from './AdministratorHome.js';
import { Choose } from './Choose.js';
import { PlanHome } from './PlanHome.js';

/** Where everybody begins: the one plan that is theirs, or a choice of plans. */
export default function HomePage() {
  const viewer = useViewer();
  const only = onlyPlan(viewer);
  if (only) return <PlanHome slug={only.slug} />;
  if (holds(viewer, 'ADMINISTRATOR')) return <AdministratorHome />;
  return <Choose viewer={viewer} />;
}
