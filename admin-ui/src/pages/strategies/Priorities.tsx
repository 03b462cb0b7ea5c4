/** The priorities of an edition in order, each with its focus areas, editable in place. */
import { useState } from 'react';
import { Link } from 'react-router';
import { useSave } from '../../forms/index.js';
import { plan } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { Reorder } from '../../ui/Reorder.js';
import { RatingTag } from '../../ui/Status.js';
import { Tag } from '../../ui/Tag.js';
import { count, day } from '../../ui/words.js';
import { FocusAreas } from './FocusAreas.js';
import {
  type PriorityLine,
  ReorderPriorities,
  type StrategyRecord,
  wasPublished,
} from './fields.js';
import { nameOfPriority, titleOfPriority } from './names.js';
import { RetitlePriority } from './Rename.js';

/** What is being renamed: one thing at a time. */
export type Renaming = { id: string | null; set(id: string | null): void };

export function Priorities({ strategy }: { strategy: StrategyRecord }) {
  const to = plan(strategy.partnership.slug);
  const save = useSave(ReorderPriorities, 'reorderPriorities');
  const [renamed, setRenamed] = useState<string | null>(null);
  const asksWhy = wasPublished(strategy.state);
  const canEdit = strategy.viewerCanEditPriorities;
  const reorder = async (priorities: string[], reason: string) => {
    const outcome = await save.run({ strategy: strategy.id, priorities, reason: reason || null });
    return outcome.errors[0]?.message ?? null;
  };
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Priorities</h2>
      {strategy.priorities.length === 0 ? (
        <div className="govuk-inset-text">
          This edition has no priorities yet.{canEdit ? ' Add the first one.' : ''}
        </div>
      ) : (
        <Reorder<PriorityLine>
          label="Priorities in order"
          items={strategy.priorities}
          nameOf={titleOfPriority}
          onReorder={canEdit ? reorder : undefined}
          asksWhy={asksWhy}
        >
          {(priority) => (
            <PriorityItem
              priority={priority}
              slug={strategy.partnership.slug}
              asksWhy={asksWhy}
              renaming={{ id: renamed, set: setRenamed }}
            />
          )}
        </Reorder>
      )}
      {canEdit ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={to.addPriority(strategy.id)}>
            Add a priority
          </Link>
        </p>
      ) : null}
    </section>
  );
}

type ItemProps = { priority: PriorityLine; slug: string; asksWhy: boolean; renaming: Renaming };

function PriorityItem({ priority, slug, asksWhy, renaming }: ItemProps) {
  const to = plan(slug);
  return (
    <>
      {renaming.id === priority.id ? (
        <RetitlePriority priority={priority} asksWhy={asksWhy} onDone={() => renaming.set(null)} />
      ) : (
        <h3 className="govuk-heading-s register-priority">
          <Link className="govuk-link" to={to.priorities.one(priority.id)}>
            {nameOfPriority(priority)}
          </Link>{' '}
          <TitleStatusTag status={priority.titleStatus} />
        </h3>
      )}
      {priority.viewerCanUpdate && renaming.id !== priority.id ? (
        <RenameButton renaming={renaming} id={priority.id} about={nameOfPriority(priority)} />
      ) : null}
      <Facts priority={priority} />
      <FocusAreas priority={priority} slug={slug} asksWhy={asksWhy} renaming={renaming} />
    </>
  );
}

/** Opens the field in place. */
export function RenameButton({
  renaming,
  id,
  about,
}: {
  renaming: Renaming;
  id: string;
  about: string;
}) {
  return (
    <Button kind="link" about={about} id={`rename-${id}`} onClick={() => renaming.set(id)}>
      Reword
    </Button>
  );
}

/** A title that was not published as such says so, in words. */
export function TitleStatusTag({ status }: { status: PriorityLine['titleStatus'] }) {
  if (status === 'VERIFIED') return null;
  return status === 'PROVISIONAL' ? (
    <Tag colour="yellow">Provisional title</Tag>
  ) : (
    <Tag colour="grey">Title not known</Tag>
  );
}

function Facts({ priority }: { priority: PriorityLine }) {
  const { leadAgencies, latestProgress, projects } = priority;
  return (
    <p className="govuk-body register-facts">
      <span>
        {leadAgencies.length > 0
          ? `Led by ${leadAgencies.map(({ name }) => name).join(', ')}`
          : 'No lead agency'}
      </span>
      <span>{count(projects.length, 'project or scheme', 'projects and schemes')}</span>
      <span>
        {latestProgress ? (
          <>
            <RatingTag rating={latestProgress.rating} /> on {day(latestProgress.on)}
          </>
        ) : (
          'No progress posted'
        )}
      </span>
    </p>
  );
}
