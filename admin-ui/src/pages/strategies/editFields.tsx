/** The fields of a strategy, as new ones and old ones are filled in. */
import {
  DateField,
  LinkField,
  type Option,
  Radios,
  Select,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { openStates, strategyKinds } from './choices.js';

export const StrategyEditFields = graphql(`
  fragment StrategyEdit on Strategy @_unmask {
    id
    version
    title
    kind
    state
    periodLabel
    editionLabel
    startsOn
    endsOn
    summary
    isArchived
    supersedes { id title }
    viewerCanUpdate
    viewerCanArchive
  }
`);

export type StrategyEdit = ResultOf<typeof StrategyEditFields>;

export const blankStrategy = {
  title: '',
  kind: 'PARTNERSHIP_PLAN',
  state: 'DRAFT',
  periodLabel: '',
  editionLabel: '',
  startsOn: '',
  endsOn: '',
  summary: '',
  supersedes: '',
};

export function strategyValues(strategy: StrategyEdit): typeof blankStrategy {
  return {
    title: strategy.title,
    kind: strategy.kind,
    state: strategy.state,
    periodLabel: strategy.periodLabel ?? '',
    editionLabel: strategy.editionLabel ?? '',
    startsOn: strategy.startsOn ?? '',
    endsOn: strategy.endsOn ?? '',
    summary: strategy.summary ?? '',
    supersedes: strategy.supersedes?.id ?? '',
  };
}

export const strategyDates: [string, string][] = [
  ['startsOn', 'First day'],
  ['endsOn', 'Last day'],
];

/** `isOpen`: whether its state is still set by hand, before it is published. */
export function StrategyInputs({ isOpen, others }: { isOpen: boolean; others: Option[] }) {
  return (
    <>
      <TextField name="title" label="Title" />
      <Select name="kind" label="Kind" choices={strategyKinds} />
      {isOpen ? <Radios name="state" label="State" choices={openStates} /> : null}
      <TextField
        name="periodLabel"
        label="Period in words"
        hint="For example, 2026/27"
        width={20}
      />
      <TextField
        name="editionLabel"
        label="Edition in words"
        hint="For example, yearly refresh"
        width={20}
      />
      <DateField name="startsOn" label="First day" />
      <DateField name="endsOn" label="Last day" />
      <TextArea name="summary" label="Summary" />
      <LinkField
        name="supersedes"
        label="The edition that it follows"
        hint="Leave it empty if there is none."
        options={others}
      />
    </>
  );
}
