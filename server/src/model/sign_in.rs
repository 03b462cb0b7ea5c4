//! The vocabularies of signing in.

use async_graphql::Enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{Words, vocabulary};

vocabulary! {
    /// What holds a session.
    SessionKind {
        /// A browser, by a cookie that no script can read.
        Browser = "BROWSER",
        /// A program, by access tokens of some minutes and a refresh token for the next.
        Tokens = "TOKENS",
    }

    /// What a link that was sent is for.
    LinkKind {
        /// To make the first account of an empty register.
        SetUp = "SET_UP",
        /// To accept an invitation.
        Invitation = "INVITATION",
        /// To choose a new password.
        PasswordReset = "PASSWORD_RESET",
    }

    /// How an attempt to sign in ended.
    SignInOutcome {
        /// Signed in.
        SignedIn = "SIGNED_IN",
        /// The password was wrong.
        WrongPassword = "WRONG_PASSWORD",
        /// The password was right, the second factor was wrong.
        WrongCode = "WRONG_CODE",
        /// The password was right, and the second factor was not given yet.
        CodeNeeded = "CODE_NEEDED",
        /// There is no account with this address; what was typed is not kept.
        UnknownAccount = "UNKNOWN_ACCOUNT",
        /// The account was disabled, or the invitation not yet accepted.
        NotActive = "NOT_ACTIVE",
        /// Refused without looking, after too many attempts. Kept once for an account and an
        /// address while the attempts before it count.
        Throttled = "THROTTLED",
    }
}
