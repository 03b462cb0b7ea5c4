//! Attempts to sign in.

use async_graphql::{Context, ID, InputObject, Object};

use super::context::context;
use super::page;
use super::scalars::DateTime;
use super::user::UserObject;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::operational::sign_in::{SignIn, SignInFilter};

/// Which attempts to sign in.
#[derive(InputObject)]
pub struct SignInFilterInput {
    /// Those for this user's account, by id.
    user: Option<ID>,
    /// Those that ended so.
    outcome: Option<SignInOutcome>,
    /// Those at this moment or later.
    from: Option<DateTime>,
    /// Those before this moment.
    to: Option<DateTime>,
}

impl SignInFilterInput {
    /// The filter.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for what is not the id of a user.
    pub fn read(self) -> Result<SignInFilter> {
        let user = self
            .user
            .map(|id| id.parse().map_err(|_| Error::bad_request("filter.user is not the id of a user.")));
        Ok(SignInFilter {
            user: user.transpose()?,
            outcome: self.outcome,
            from: self.from.map(|at| at.0),
            to: self.to.map(|at| at.0),
        })
    }
}

/// An attempt to sign in.
pub struct SignInObject(pub SignIn);

impl page::Node for SignInObject {
    const NAME: &'static str = "SignIn";
}

/// An attempt to sign in.
#[Object(name = "SignIn")]
impl SignInObject {
    /// When.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }
    /// For whose account; null when there was no such account: what was typed is not kept.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<UserObject>> {
        context(ctx)?.charge(1)?;
        match self.0.user {
            Some(id) => UserObject::find(ctx, id).await,
            None => Ok(None),
        }
    }
    /// How it ended.
    async fn outcome(&self) -> SignInOutcome {
        self.0.outcome
    }
    /// From which network address.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// What the browser or program said it was.
    async fn client(&self) -> &str {
        &self.0.client
    }
}
