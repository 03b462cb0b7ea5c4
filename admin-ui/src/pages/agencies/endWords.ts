/** What is said of an agency that has ended. */
import { day } from '../../ui/words.js';

/** "Ended 26 June 2021"; empty while it goes on, or ends on a day to come. */
export function endWords(endedOn: string | null, today: string): string {
  return endedOn && endedOn <= today ? `Ended ${day(endedOn)}` : '';
}
