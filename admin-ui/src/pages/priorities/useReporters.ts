import { holds, useViewer } from '../../session/Session.js';

/** The agencies in whose name the person reports; none for coordinators, who report for any. */
export function useReporters(partnership: string | undefined) {
  const viewer = useViewer();
  return holds(viewer, 'COORDINATOR', partnership) ? [] : viewer.agencies;
}
