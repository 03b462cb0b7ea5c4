/** Who is asked for updates: members that are there, and of those the ones that lead something. */

type Agency = { id: string; name: string; endedOn: string | null };

/** A page of the schemes under way, and how many there are. */
type Led = { totalCount: number; nodes: readonly { leadAgency: { id: string } | null }[] };

/** The members that can be asked: of an agency that has ended nobody answers. */
export function askable<A extends Agency>(agencies: readonly A[], today: string): A[] {
  return agencies.filter(({ endedOn }) => endedOn === null || endedOn >= today);
}

/** The ids of those that lead a scheme; of all, where there are more schemes than a page shows. */
export function leading(agencies: readonly Agency[], { totalCount, nodes }: Led): string[] {
  const leads = new Set(nodes.map(({ leadAgency }) => leadAgency?.id));
  const isWhole = totalCount <= nodes.length;
  return agencies.map(({ id }) => id).filter((id) => !isWhole || leads.has(id));
}
