import { useParams } from 'react-router';
import { PlanHome } from './PlanHome.js';

/** The overview of one plan. */
export default function PlanHomePage() {
  const { slug = '' } = useParams();
  return <PlanHome key={slug} slug={slug} />;
}
