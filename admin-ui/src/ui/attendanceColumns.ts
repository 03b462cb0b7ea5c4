/** The columns of a table that says how often each agency came. */
import type { Column } from './Table.js';

type Row = {
  agency: { id: string; name: string };
  sittings: number;
  came: number;
  present: number;
  part: number;
  substitute: number;
  apologies: number;
  absent: number;
  notRecorded: number;
};

export const attendanceColumns: Column<Row>[] = [
  { heading: 'Agency', isRowHeading: true, cell: ({ agency }) => agency.name },
  { heading: 'Came', numeric: true, cell: ({ came, sittings }) => `${came} of ${sittings}` },
  { heading: 'Present', numeric: true, cell: ({ present }) => present },
  { heading: 'Part', numeric: true, cell: ({ part }) => part },
  { heading: 'Substitute', numeric: true, cell: ({ substitute }) => substitute },
  { heading: 'Apologies', numeric: true, cell: ({ apologies }) => apologies },
  { heading: 'Absent', numeric: true, cell: ({ absent }) => absent },
  { heading: 'Not in the record', numeric: true, cell: ({ notRecorded }) => notRecorded },
];
