/** Step two of rolling forward: what the draft will hold, before it is made. */
import { useEffect } from 'react';
import { Button, ButtonGroup } from '../../ui/Button.js';
import { Page } from '../../ui/Page.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { count, day } from '../../ui/words.js';
import { FateTag } from './FateTag.js';
import { nameOfPriority } from './names.js';
import type { NextEdition, OldEdition } from './RollForwardPage.js';

type Props = {
  strategy: OldEdition;
  next: NextEdition;
  loading: boolean;
  onMake(): void;
  onBack(): void;
};

export function RollForwardPreview({ strategy, next, loading, onMake, onBack }: Props) {
  // A step of its own is announced as a page of its own.
  useEffect(() => {
    document.querySelector('h1')?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  return (
    <Page title="Preview of the next edition" caption={strategy.title}>
      <p className="govuk-body">
        Nothing is made yet. The draft will be seen by people of the partnership only, until you
        publish it.
      </p>
      <SummaryList
        rows={[
          { term: 'Title', value: next.title },
          { term: 'Period', value: next.periodLabel },
          { term: 'First day', value: day(next.startsOn) },
          { term: 'Last day', value: day(next.endsOn) },
          { term: 'Follows', value: strategy.title },
        ]}
      />
      <h2 className="govuk-heading-m">Priorities and focus areas</h2>
      <p className="govuk-body">{inNumbers(strategy, next)}</p>
      <ul className="register-editions">
        {strategy.priorities.map((priority) => {
          const isDropped = next.dropPriorities.includes(priority.id);
          return (
            <li key={priority.id} className="register-editions__priority">
              <h3 className="govuk-heading-s register-priority">
                {isDropped ? (
                  <del>{nameOfPriority(priority)}</del>
                ) : (
                  nameOfPriority({ ...priority, position: placeOf(priority.id, strategy, next) })
                )}{' '}
                <FateTag fate={isDropped ? 'dropped' : 'carried'} />
              </h3>
              <ul className="govuk-list register-editions__areas">
                {priority.focusAreas.map((area) => {
                  const gone = isDropped || next.dropFocusAreas.includes(area.id);
                  return (
                    <li key={area.id}>
                      {gone ? <del>{area.title}</del> : area.title}{' '}
                      <FateTag fate={gone ? 'dropped' : 'carried'} />
                    </li>
                  );
                })}
              </ul>
            </li>
          );
        })}
      </ul>
      <p className="govuk-body">
        Rewording and moving come next, in the draft: the two editions can be compared at any time.
      </p>
      <ButtonGroup>
        <Button onClick={onMake} aria-disabled={loading || undefined}>
          {loading ? 'Making the draft…' : 'Make the draft'}
        </Button>
        <Button kind="secondary" onClick={onBack}>
          Change
        </Button>
      </ButtonGroup>
    </Page>
  );
}

/** The number of a carried priority, when those dropped before it are gone. */
function placeOf(id: string, { priorities }: OldEdition, { dropPriorities }: NextEdition): number {
  return (
    priorities
      .filter((each) => !dropPriorities.includes(each.id))
      .findIndex((each) => each.id === id) + 1
  );
}

function inNumbers({ priorities }: OldEdition, next: NextEdition): string {
  const kept = priorities.filter(({ id }) => !next.dropPriorities.includes(id));
  const areas = priorities.flatMap(({ focusAreas }) => focusAreas);
  const keptAreas = kept
    .flatMap(({ focusAreas }) => focusAreas)
    .filter(({ id }) => !next.dropFocusAreas.includes(id));
  return [
    `${count(kept.length, 'priority', 'priorities')} and ${count(keptAreas.length, 'focus area')} are carried`,
    `${count(priorities.length - kept.length, 'priority', 'priorities')} and ${count(areas.length - keptAreas.length, 'focus area')} are dropped.`,
  ].join('; ');
}
