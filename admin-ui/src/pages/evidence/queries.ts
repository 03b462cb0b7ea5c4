/** What the page on evidence asks for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';

export const ExportEvidence = graphql(
  `
    mutation Evidence_Export($input: ExportEvidenceInput!) {
      exportEvidence(input: $input) {
        path
        expiresAt
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);
