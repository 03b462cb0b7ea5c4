import { publicPlan } from '../../paths.js';
import { PaperLinks } from './PaperLinks.js';

type Props = { slug: string; sitting: { id: string; visibility: string } };

/** The paper for a sitting. None is made for a sitting that is restricted. */
export function SittingPaper({ slug, sitting }: Props) {
  if (sitting.visibility === 'RESTRICTED') return null;
  return (
    <>
      <h2 className="govuk-heading-m">Paper</h2>
      <p className="govuk-body">
        How the plan has moved since the last sitting: ratings, schemes, actions, and what comes.
      </p>
      <PaperLinks
        slug={slug}
        address={publicPlan(slug).paper(sitting.id)}
        about="paper for this sitting"
        publicHint={
          sitting.visibility === 'PUBLIC'
            ? undefined
            : 'This sitting is for partners, so without their content you get a report over its days that does not name it.'
        }
      />
    </>
  );
}
