/** Agencies and priorities as rows and columns of numbers: pure arithmetic on what the server counted. */

export type Counted = {
  agency: { id: string; name: string };
  /** Null: projects under no priority of the edition. */
  priority: { id: string } | null;
  leads: number;
  partners: number;
};

export type Cell = { leads: number; partners: number };

export type MatrixRow = {
  agency: { id: string; name: string };
  /** By the priority's id; `none` for projects under no priority. */
  cells: Map<string, Cell>;
  leads: number;
  partners: number;
};

export const NO_PRIORITY = 'none';

/** One row for each agency, whoever answers for most first. */
export function matrixOf(counted: readonly Counted[]): MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const { agency, priority, leads, partners } of counted) {
    const row = rows.get(agency.id) ?? { agency, cells: new Map(), leads: 0, partners: 0 };
    row.cells.set(priority?.id ?? NO_PRIORITY, { leads, partners });
    row.leads += leads;
    row.partners += partners;
    rows.set(agency.id, row);
  }
  return [...rows.values()].sort(
    (one, other) =>
      other.leads - one.leads ||
      other.partners - one.partners ||
      one.agency.name.localeCompare(other.agency.name),
  );
}

/** How strongly a cell is shaded, 0 to 4, against the fullest cell of the matrix. */
export function shade(cell: Cell | undefined, fullest: number): number {
  const total = cell ? cell.leads + cell.partners : 0;
  if (total === 0 || fullest === 0) return 0;
  return Math.max(1, Math.ceil((total / fullest) * 4));
}

/** The most projects in one cell. */
export function fullestOf(rows: readonly MatrixRow[]): number {
  return Math.max(
    0,
    ...rows.flatMap(({ cells }) =>
      [...cells.values()].map(({ leads, partners }) => leads + partners),
    ),
  );
}

/** "3 led, 1 as partner", or "None". */
export function cellWords(cell: Cell | undefined): string {
  const parts = [
    cell?.leads ? `${cell.leads} led` : '',
    cell?.partners ? `${cell.partners} as partner` : '',
  ].filter(Boolean);
  return parts.join(', ') || 'None';
}
