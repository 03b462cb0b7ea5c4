import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badDates,
  type FormError,
  UserErrorFields,
  useForm,
  usePending,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { dayAfter, nextEnd, nextLabel, nextTitle } from './period.js';
import { RollForwardChoices } from './RollForwardChoices.js';
import { RollForwardPreview } from './RollForwardPreview.js';

const StrategyQuery = graphql(`
  query RollForwardPage_Strategy($id: ID!) {
    node(id: $id) {
      ... on Strategy {
        id
        title
        state
        periodLabel
        startsOn
        endsOn
        viewerCanRollForward
        partnership { id slug strategies { id title state supersedes { id } } }
        priorities {
          id
          position
          title
          titleStatus
          projects { id }
          focusAreas { id title }
        }
      }
    }
  }
`);

const RollForward = graphql(
  `
    mutation RollForwardPage_RollForward($input: RollForwardStrategyInput!) {
      rollForwardStrategy(input: $input) {
        strategy { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type OldEdition = Extract<ResultOf<typeof StrategyQuery>['node'], { title: string }>;

/** The next edition begins as a draft of this one: chosen, previewed, then made. */
export default function RollForwardPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node }) =>
        node && 'title' in node && node.viewerCanRollForward && node.partnership.slug === slug ? (
          <Roller strategy={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

/** What is chosen for the next edition. */
export function begin(strategy: OldEdition) {
  const { title, periodLabel, startsOn, endsOn } = strategy;
  return {
    title: nextTitle(title, periodLabel),
    periodLabel: nextLabel(periodLabel),
    startsOn: dayAfter(endsOn),
    endsOn: nextEnd(startsOn, endsOn),
    /** The ids of what is not carried on. */
    dropPriorities: [] as string[],
    dropFocusAreas: [] as string[],
    reason: '',
  };
}

export type NextEdition = ReturnType<typeof begin>;

function Roller({ strategy }: { strategy: OldEdition }) {
  const to = plan(strategy.partnership.slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(RollForward, 'rollForwardStrategy');
  const [typed, setTyped] = useState<FormError[]>([]);
  // In the address, so that Back leads from the preview to the choices.
  const [search, setSearch] = useSearchParams();
  const setPreview = (shown: boolean) => setSearch(shown ? { preview: 'yes' } : {});
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm<NextEdition>({
    draftKey: `roll-forward:${strategy.id}`,
    initial: begin(strategy),
    version: null,
    errors,
  });

  const preview = (values: NextEdition) => {
    const wrong = check(values);
    setTyped(wrong);
    if (wrong.length === 0) setPreview(true);
  };
  const [make, isMaking] = usePending(async () => {
    const { startsOn, endsOn, periodLabel, reason, ...values } = form.values;
    const outcome = await save.run(
      {
        strategy: strategy.id,
        ...values,
        periodLabel: periodLabel || null,
        startsOn: startsOn || null,
        endsOn: endsOn || null,
        reason: reason || null,
      },
      form.draftKey,
    );
    if (!outcome.saved?.strategy) return setPreview(false);
    form.reset(begin(strategy), null);
    await navigate(to.strategies.one(outcome.saved.strategy.id));
    flash.show('The draft of the next edition is made. Nobody outside the partnership sees it yet');
  });
  return search.has('preview') && check(form.values).length === 0 ? (
    <RollForwardPreview
      strategy={strategy}
      next={form.values}
      loading={isMaking}
      onMake={make}
      onBack={() => setPreview(false)}
    />
  ) : (
    <RollForwardChoices strategy={strategy} form={form} errors={errors} onSubmit={preview} />
  );
}

function check(values: NextEdition): FormError[] {
  const { title, startsOn, endsOn } = values;
  const wrong = badDates(values, [
    ['startsOn', 'First day'],
    ['endsOn', 'Last day'],
  ]);
  if (!title.trim()) wrong.unshift({ field: 'title', message: 'Enter a title' });
  if (wrong.length === 0 && startsOn && endsOn && endsOn < startsOn)
    wrong.push({ field: 'endsOn', message: 'Last day must not be before the first day' });
  return wrong;
}
