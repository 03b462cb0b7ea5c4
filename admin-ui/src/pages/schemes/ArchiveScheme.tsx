import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import type { Scheme } from './scheme.js';

const Archive = graphql(
  `
    mutation ArchiveScheme_Archive($input: ArchiveInput!) {
      archiveProject(input: $input) {
        project { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation ArchiveScheme_Unarchive($input: ArchiveInput!) {
      unarchiveProject(input: $input) {
        project { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export function ArchiveScheme({ scheme }: { scheme: Scheme }) {
  const archive = useSave(Archive, 'archiveProject');
  const unarchive = useSave(Unarchive, 'unarchiveProject');
  return (
    <ArchiveButton
      what="scheme"
      name={scheme.name}
      record={scheme}
      archive={archive}
      unarchive={unarchive}
      listTo={plan(scheme.partnership.slug).schemes.list}
    />
  );
}
