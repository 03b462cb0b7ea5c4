/** Ratings, statuses and visibility as words in a box. */
import { Tag } from './Tag.js';
import { words } from './words.js';

const ratings = { RED: 'red', AMBER: 'orange', GREEN: 'green', NOT_RATED: 'grey' } as const;
const projectStatuses = {
  PROPOSED: 'light-blue',
  ACTIVE: 'green',
  PAUSED: 'yellow',
  COMPLETED: 'blue',
  CANCELLED: 'grey',
  NOT_STATED: 'grey',
} as const;
const actionStatuses = {
  OPEN: 'light-blue',
  COMPLETED: 'green',
  DUPLICATE: 'grey',
  SUPERSEDED: 'grey',
  CANCELLED: 'grey',
} as const;
const strategyStates = {
  DRAFT: 'yellow',
  CONSULTATION: 'light-blue',
  PUBLISHED: 'green',
  WITHDRAWN: 'grey',
} as const;
const occurrenceStatuses = {
  PLANNED: 'light-blue',
  HELD: 'green',
  CANCELLED: 'grey',
  POSTPONED: 'yellow',
} as const;

export const RatingTag = ({ rating }: { rating: keyof typeof ratings }) => (
  <Tag colour={ratings[rating]}>{words(rating)}</Tag>
);
export const ProjectStatusTag = ({ status }: { status: keyof typeof projectStatuses }) => (
  <Tag colour={projectStatuses[status]}>{words(status)}</Tag>
);
export const ActionStatusTag = ({ status }: { status: keyof typeof actionStatuses }) => (
  <Tag colour={actionStatuses[status]}>{words(status)}</Tag>
);
export const StrategyStateTag = ({ state }: { state: keyof typeof strategyStates }) => (
  <Tag colour={strategyStates[state]}>{words(state)}</Tag>
);
export const OccurrenceStatusTag = ({ status }: { status: keyof typeof occurrenceStatuses }) => (
  <Tag colour={occurrenceStatuses[status]}>{words(status)}</Tag>
);
/** Only what is not public needs a word. */
export const VisibilityTag = ({
  visibility,
}: {
  visibility: 'PUBLIC' | 'PARTNERS' | 'RESTRICTED';
}) => (visibility === 'PUBLIC' ? null : <Tag colour="purple">{words(visibility)}</Tag>);
