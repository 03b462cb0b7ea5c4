//! People who sign in.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::account::{accounts, lens};
use super::agency::AgencyObject;
use super::page;
use super::scalars::DateTime;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;

/// Somebody who signs in, or was invited to.
pub struct UserObject {
    lens: Arc<Lens>,
    user: User,
}

impl page::Node for UserObject {
    const NAME: &'static str = "User";
}

impl UserObject {
    /// The object of a user that the viewer may see.
    pub fn new(lens: &Arc<Lens>, user: User) -> Self {
        UserObject { lens: Arc::clone(lens), user }
    }

    /// The user with this id, whom the viewer may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(ctx: &Context<'_>, id: UserId) -> Result<Option<UserObject>> {
        let user = accounts(ctx)?.find_user(id).await?;
        let lens = lens(ctx)?;
        Ok(user.map(|user| UserObject::new(&lens, user)))
    }
}

/// Somebody who signs in, or was invited to.
#[Object(name = "User")]
impl UserObject {
    /// Their id.
    async fn id(&self) -> ID {
        ID(self.user.id.to_string())
    }
    /// How often the account has changed; name it when you change it.
    async fn version(&self) -> i32 {
        self.user.head.version
    }
    /// When the account was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.user.head.created_at)
    }
    /// When the account last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.user.head.updated_at)
    }
    /// Their address, with which they sign in.
    async fn email(&self) -> &str {
        &self.user.email
    }
    /// Their name.
    async fn name(&self) -> &str {
        &self.user.name
    }
    /// The agency that they work for.
    async fn agency(&self) -> Option<AgencyObject> {
        self.user.agency.and_then(|id| AgencyObject::find(&self.lens, id))
    }
    /// Where the account stands.
    async fn state(&self) -> UserState {
        self.user.state
    }
    /// When the password was last set.
    async fn password_changed_at(&self) -> Option<DateTime> {
        self.user.password_changed_at.map(DateTime)
    }
    /// When the authenticator app was set up; null when there is none.
    async fn second_factor_at(&self) -> Option<DateTime> {
        self.user.second_factor_at.map(DateTime)
    }
    /// When attempts to sign in were last refused after too many had failed.
    async fn locked_at(&self) -> Option<DateTime> {
        self.user.locked_at.map(DateTime)
    }
}
