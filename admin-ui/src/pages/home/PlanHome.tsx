import { agenciesIn, placeIn } from '../../session/place.js';
import { useViewer } from '../../session/Session.js';
import { AgencyHome } from './AgencyHome.js';
import { AuditorHome } from './AuditorHome.js';
import { Overview } from './Overview.js';

/** What one person needs of one plan first, by what they are in it. */
export function PlanHome({ slug }: { slug: string }) {
  const viewer = useViewer();
  const place = placeIn(viewer, slug);
  if (place === 'agency') return <AgencyHome slug={slug} agencies={agenciesIn(viewer, slug)} />;
  if (place === 'auditor') return <AuditorHome slug={slug} />;
  return <Overview slug={slug} />;
}
