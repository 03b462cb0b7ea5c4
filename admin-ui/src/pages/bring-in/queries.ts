import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/tada.js';
import { PlaceFields } from '../several/place.js';

export const PlaceQuery = graphql(
  `
    query BringIn_Place($slug: String!) {
      partnership(slug: $slug) { ...AddSeveral_Place }
      schemes: sheetColumns(kind: SCHEMES) { column title required }
      actions: sheetColumns(kind: ACTIONS) { column title required }
      sittings: sheetColumns(kind: SITTINGS) { column title required }
      members: sheetColumns(kind: MEMBERS) { column title required }
    }
  `,
  [PlaceFields],
);

export const PreviewQuery = graphql(
  `
    query BringIn_Preview($input: ImportSheetInput!) {
      sheetPreview(input: $input) {
        columns { heading column }
        missing
        ready
        wrong
        skipped
        rows { number cells exists skipped errors { column message } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const ImportSheet = graphql(
  `
    mutation BringIn_Import($input: ImportSheetInput!) {
      importSheet(input: $input) {
        count
        change { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type SheetInput = VariablesOf<typeof PreviewQuery>['input'];
export type Preview = ResultOf<typeof PreviewQuery>['sheetPreview'];
export type ColumnInfo = ResultOf<typeof PlaceQuery>['schemes'][number];
export type Kind = SheetInput['kind'];
