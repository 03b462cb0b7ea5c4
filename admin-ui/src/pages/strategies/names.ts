/** What priorities are called where their number and title stand together. */

type Named = { position: number; title: string | null };

/** "2. Youth nuisance", or "Priority 2" while there is no title. Whether it is provisional is said beside it. */
export function nameOfPriority({ position, title }: Named): string {
  return title ? `${position}. ${title}` : `Priority ${position}`;
}

/** Without its number, for lists that say the place themselves. */
export function titleOfPriority({ position, title }: Named): string {
  return title ?? `Priority ${position}`;
}
