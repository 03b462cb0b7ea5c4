type Colour =
  | 'grey'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'light-blue'
  | 'purple'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow';

/** A word in a coloured box. The word says it all; the colour only helps to find it. */
export function Tag({ colour, children }: { colour: Colour; children: string }) {
  return <strong className={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}
