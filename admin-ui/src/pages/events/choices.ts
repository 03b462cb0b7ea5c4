/** What can be chosen for an event and its dates, in words. */
import type { Choice } from '../../forms/index.js';
import { words } from '../../ui/words.js';

export {
  notWiderThan,
  occurrenceStatuses,
  type Visibility,
  visibilities,
} from '../meetings/choices.js';

export const eventKinds: Choice[] = [
  'DAY_OF_ACTION',
  'NIGHT_OF_ACTION',
  'AWARENESS',
  'TRAINING',
  'CONFERENCE',
  'COMMUNITY_EVENT',
  'OTHER',
].map((value) => ({ value, label: words(value) }));
