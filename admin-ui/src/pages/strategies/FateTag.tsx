import { Tag } from '../../ui/Tag.js';
import type { Fate } from './editions.js';

const colours = {
  carried: 'grey',
  reworded: 'light-blue',
  moved: 'purple',
  new: 'green',
  dropped: 'orange',
} as const;

const said = {
  carried: 'Carried',
  reworded: 'Reworded',
  moved: 'Moved',
  new: 'New',
  dropped: 'Dropped',
} as const;

/** What becomes of a priority or a focus area in the next edition, in words. */
export function FateTag({ fate }: { fate: Fate }) {
  return <Tag colour={colours[fate]}>{said[fate]}</Tag>;
}
