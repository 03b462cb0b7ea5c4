//! Whoever asks.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};

use super::agency::AgencyObject;
use super::context::{accounts, lens};
use super::feed::CalendarFeedObject;
use super::object::agencies;
use super::role_grant::HeldRole;
use super::scalars::DateTime;
use super::session::SessionObject;
use super::user::UserObject;
use crate::auth::policy::{self, Ties};
use crate::auth::viewer::{SignedInBy, Viewer};
use crate::error::Result;
use crate::model::*;
use crate::store::operational::{credential, recovery_code};

/// How somebody signed in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewerKind {
    /// With a session in a browser's cookie.
    Browser,
    /// With an access token.
    Token,
    /// With an API key.
    ApiKey,
}

/// Whoever asks: who they are, and which roles they have today.
pub struct ViewerObject(pub Arc<Viewer>);

impl ViewerObject {
    /// Whether the viewer may do something that no partnership owns.
    fn may(&self, key: &str) -> bool {
        policy::decide(&self.0, key, &Ties::default()).is_some()
    }
}

/// Whoever asks: who they are, and which roles they have today.
#[Object(name = "Viewer")]
impl ViewerObject {
    /// How you signed in.
    async fn kind(&self) -> ViewerKind {
        match self.0.by {
            SignedInBy::Session(_) => ViewerKind::Browser,
            SignedInBy::Token(_) => ViewerKind::Token,
            SignedInBy::Key(_) => ViewerKind::ApiKey,
        }
    }
    /// Your account; null for an API key.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<UserObject>> {
        match self.0.user {
            Some(id) => UserObject::find(ctx, id).await,
            None => Ok(None),
        }
    }
    /// The roles that hold for you today. Empty while you must set up a second factor.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<HeldRole>> {
        let lens = lens(ctx)?;
        Ok(self.0.grants.iter().map(|grant| HeldRole::new(&lens, grant.clone())).collect())
    }
    /// The agencies that you act for today.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn agencies(&self, ctx: &Context<'_>) -> Result<Vec<AgencyObject>> {
        let mut ids: Vec<AgencyId> = self.0.grants.iter().filter_map(|grant| grant.agency).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(agencies(&lens(ctx)?, ids))
    }
    /// Whether you may add agencies to the register.
    async fn viewer_can_create_agency(&self) -> bool {
        self.may("agency.create")
    }
    /// Whether you may add partnerships to the register.
    async fn viewer_can_create_partnership(&self) -> bool {
        self.may("partnership.create")
    }
    /// Whether you may invite somebody somewhere; to which partnership is told by its
    /// `viewerCanInvite`.
    async fn viewer_can_invite(&self) -> bool {
        [Role::Administrator, Role::Coordinator, Role::PartnerAdmin].into_iter().any(|role| self.0.is(role))
    }
    /// Whether you may make and revoke API keys: those of the whole register as an
    /// administrator, else those of the partnership that you coordinate.
    async fn viewer_can_manage_api_keys(&self) -> bool {
        self.0.is(Role::Administrator) || self.0.is(Role::Coordinator)
    }
    /// Whether you see who tried to sign in: `signIns`.
    async fn viewer_can_see_sign_ins(&self) -> bool {
        self.0.scope.accounts || self.0.scope.everything
    }
    /// Whether you must set up a second factor (`enrolTotp`, `confirmTotp`) before you can
    /// do or see anything that your roles are for.
    async fn must_enrol(&self) -> bool {
        self.0.must_enrol
    }
    /// When your authenticator app was set up; null when there is none.
    async fn second_factor_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let Some(id) = self.0.user else { return Ok(None) };
        let user = accounts(ctx)?.find_user(id).await?;
        Ok(user.and_then(|user| user.second_factor_at).map(DateTime))
    }
    /// How many recovery codes you have left; null when you have no second factor.
    async fn recovery_codes_left(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let Some(id) = self.0.user else { return Ok(None) };
        let read = accounts(ctx)?.read(move |conn| {
            let has = credential::of(conn, id)?.has_second_factor();
            has.then(|| recovery_code::left(conn, id)).transpose()
        });
        Ok(read.await?.map(|left| left as i32))
    }
    /// Your sessions that still last, the last used first.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<SessionObject>> {
        SessionObject::of(ctx, &self.0).await
    }
    /// Your calendars that programs subscribe to by a secret address, the newest first.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn calendar_feeds(&self, ctx: &Context<'_>) -> Result<Vec<CalendarFeedObject>> {
        CalendarFeedObject::of(ctx, &self.0).await
    }
}
