/** What the pages about people and their roles ask for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const GrantFields = graphql(`
  fragment PersonGrant on RoleGrant @_unmask {
    id
    version
    role
    partnership { id name }
    agency { id name }
    endsOn
    grantedAt
    grantedByName
    revokedAt
    viewerCanRevoke
  }
`);

export const PersonFields = graphql(
  `
    fragment Person on User @_unmask {
      id
      version
      createdAt
      name
      email
      state
      agency { id name }
      passwordChangedAt
      secondFactorAt
      lastSignInAt
      lockedAt
      erasedAt
      viewerCanManage
      viewerCanErase
      roles { ...PersonGrant }
    }
  `,
  [GrantFields],
);

export type Person = ResultOf<typeof PersonFields>;
export type Grant = ResultOf<typeof GrantFields>;

export const PersonQuery = graphql(
  `
    query People_Person($id: ID!) {
      user(id: $id) { ...Person }
    }
  `,
  [PersonFields],
);

/** What the forms need that offer roles: which the viewer holds. */
export const OfferQuery = graphql(`
  query People_Offer {
    viewer {
      viewerCanInvite
      viewerCanSeeSignIns
      user { id }
      roles { id role partnership { id name } agency { id name } }
    }
  }
`);

export type Offerer = NonNullable<ResultOf<typeof OfferQuery>['viewer']>;

export const InviteUser = graphql(
  `
    mutation People_Invite($input: InviteUserInput!) {
      inviteUser(input: $input) {
        user { id name email state roles { ...PersonGrant } }
        link
        errors { ...UserError }
      }
    }
  `,
  [GrantFields, UserErrorFields],
);

export const ResendInvitation = graphql(
  `
    mutation People_Resend($input: ResendInvitationInput!) {
      resendInvitation(input: $input) { user { id } link errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const UpdateUser = graphql(
  `
    mutation People_Update($input: UpdateUserInput!) {
      updateUser(input: $input) { user { ...Person } errors { ...UserError } }
    }
  `,
  [PersonFields, UserErrorFields],
);

export const DisableUser = graphql(
  `
    mutation People_Disable($input: ManageUserInput!) {
      disableUser(input: $input) { user { ...Person } errors { ...UserError } }
    }
  `,
  [PersonFields, UserErrorFields],
);

export const EnableUser = graphql(
  `
    mutation People_Enable($input: ManageUserInput!) {
      enableUser(input: $input) { user { ...Person } errors { ...UserError } }
    }
  `,
  [PersonFields, UserErrorFields],
);

export const ResetSecondFactor = graphql(
  `
    mutation People_ResetSecondFactor($input: ManageUserInput!) {
      resetSecondFactor(input: $input) { user { ...Person } errors { ...UserError } }
    }
  `,
  [PersonFields, UserErrorFields],
);

export const EraseUser = graphql(
  `
    mutation People_Erase($input: ManageUserInput!) {
      eraseUser(input: $input) { user { ...Person } errors { ...UserError } }
    }
  `,
  [PersonFields, UserErrorFields],
);

export const GrantRole = graphql(
  `
    mutation People_Grant($input: GrantRoleInput!) {
      grantRole(input: $input) { roleGrant { id } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const RevokeRole = graphql(
  `
    mutation People_Revoke($input: RevokeRoleInput!) {
      revokeRole(input: $input) { roleGrant { id version } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);
