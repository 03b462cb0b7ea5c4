/** The focus areas of a priority in order. */
import { Link } from 'react-router';
import { useSave } from '../../forms/index.js';
import { plan } from '../../paths.js';
import { Reorder } from '../../ui/Reorder.js';
import { RatingTag } from '../../ui/Status.js';
import { type FocusAreaLine, type PriorityLine, ReorderFocusAreas } from './fields.js';
import { nameOfPriority } from './names.js';
import { RenameButton, type Renaming } from './Priorities.js';
import { RenameFocusArea } from './Rename.js';

type Props = {
  priority: Pick<
    PriorityLine,
    'id' | 'position' | 'title' | 'focusAreas' | 'viewerCanEditFocusAreas'
  >;
  slug: string;
  asksWhy: boolean;
  renaming: Renaming;
};

export function FocusAreas({ priority, slug, asksWhy, renaming }: Props) {
  const save = useSave(ReorderFocusAreas, 'reorderFocusAreas');
  const canEdit = priority.viewerCanEditFocusAreas;
  const name = nameOfPriority(priority);
  const reorder = async (focusAreas: string[], reason: string) => {
    const outcome = await save.run({ priority: priority.id, focusAreas, reason: reason || null });
    return outcome.errors[0]?.message ?? null;
  };
  return (
    <>
      {priority.focusAreas.length === 0 ? (
        <p className="govuk-body register-muted">No focus areas</p>
      ) : (
        <Reorder
          label={`Focus areas of ${name}`}
          items={priority.focusAreas}
          nameOf={(area) => area.title}
          onReorder={canEdit ? reorder : undefined}
          asksWhy={asksWhy}
        >
          {(area) => <Area area={area} slug={slug} asksWhy={asksWhy} renaming={renaming} />}
        </Reorder>
      )}
      {canEdit ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={plan(slug).addFocusAreas(priority.id)}>
            Add focus areas<span className="govuk-visually-hidden"> to {name}</span>
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Area({
  area,
  slug,
  asksWhy,
  renaming,
}: Omit<Props, 'priority'> & { area: FocusAreaLine }) {
  if (renaming.id === area.id)
    return <RenameFocusArea area={area} asksWhy={asksWhy} onDone={() => renaming.set(null)} />;
  return (
    <>
      <Link className="govuk-link" to={plan(slug).focusAreas.one(area.id)}>
        {area.title}
      </Link>{' '}
      {area.latestProgress ? <RatingTag rating={area.latestProgress.rating} /> : null}{' '}
      {area.viewerCanUpdate ? (
        <RenameButton renaming={renaming} id={area.id} about={area.title} />
      ) : null}
    </>
  );
}
