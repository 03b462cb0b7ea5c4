/** What the pages about one's own account ask for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const AccountQuery = graphql(`
  query Account_Viewer {
    viewer {
      secondFactorAt
      recoveryCodesLeft
      user {
        id
        name
        email
        passwordChangedAt
        lastSignInAt
        agency { name }
      }
      roles { id role partnership { name } agency { name } }
    }
  }
`);

export const SessionsQuery = graphql(`
  query Account_Sessions {
    sessions {
      id
      kind
      isCurrent
      createdAt
      lastUsedAt
      expiresAt
      secondFactor
      address
      client
    }
  }
`);

export type SessionRow = ResultOf<typeof SessionsQuery>['sessions'][number];

export const EndSession = graphql(
  `
    mutation Account_EndSession($input: EndSessionInput!) {
      endSession(input: $input) { ended errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const EndOtherSessions = graphql(
  `
    mutation Account_EndOtherSessions {
      endOtherSessions { ended errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const ChangePassword = graphql(
  `
    mutation Account_ChangePassword($input: ChangePasswordInput!) {
      changePassword(input: $input) { user { id } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const EnrolTotp = graphql(
  `
    mutation Account_EnrolTotp($input: EnrolTotpInput!) {
      enrolTotp(input: $input) { secret uri errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const ConfirmTotp = graphql(
  `
    mutation Account_ConfirmTotp($input: ConfirmTotpInput!) {
      confirmTotp(input: $input) { recoveryCodes errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

export const RenewRecoveryCodes = graphql(
  `
    mutation Account_RenewRecoveryCodes($input: RenewRecoveryCodesInput!) {
      renewRecoveryCodes(input: $input) { recoveryCodes errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);
