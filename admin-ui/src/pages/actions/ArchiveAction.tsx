import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { type Action, shortText } from './action.js';

const Archive = graphql(
  `
    mutation ArchiveAction_Archive($input: ArchiveInput!) {
      archiveAction(input: $input) {
        action { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation ArchiveAction_Unarchive($input: ArchiveInput!) {
      unarchiveAction(input: $input) {
        action { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export function ArchiveAction({ action }: { action: Action }) {
  const archive = useSave(Archive, 'archiveAction');
  const unarchive = useSave(Unarchive, 'unarchiveAction');
  return (
    <ArchiveButton
      what="action"
      name={shortText(action.text)}
      record={action}
      archive={archive}
      unarchive={unarchive}
      listTo={plan(action.partnership.slug).actions.list}
    />
  );
}
