//! People who sign in.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::account::partnership_of;
use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::context::{accounts, context, lens, viewer};
use super::page;
use super::role_grant::RoleGrantObject;
use super::scalars::DateTime;
use crate::auth::policy;
use crate::clock::london_date;
use crate::commands::account::access;
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::operational::link::Link;
use crate::store::operational::sign_in;
use crate::store::people::{self, Placed};

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

    /// The user with this id, if the viewer sees the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seen(ctx: &Context<'_>, id: &str) -> Result<Option<UserObject>> {
        let (viewer, today) = (Arc::clone(viewer(ctx)?), london_date(context(ctx)?.now));
        let id = id.to_owned();
        let found = accounts(ctx)?.read(move |conn| access::find(conn, &viewer, &id, today)).await;
        let lens = lens(ctx)?;
        match found {
            Ok((user, _)) => Ok(Some(UserObject::new(&lens, user))),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
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
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(&self.lens, self.user.id)
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
    /// When their personal values were erased: name and address are then a pseudonym. Null
    /// when they were not.
    async fn erased_at(&self) -> Option<DateTime> {
        self.user.erased_at.map(DateTime)
    }
    /// When they last signed in, as far back as that is kept.
    async fn last_sign_in_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        context(ctx)?.charge(1)?;
        let id = self.user.id;
        Ok(accounts(ctx)?.read(move |conn| sign_in::last_of(conn, id)).await?.map(DateTime))
    }
    /// The roles that hold for them today, as far as you see them.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<RoleGrantObject>> {
        context(ctx)?.charge(3)?;
        let (viewer, today) = (Arc::clone(viewer(ctx)?), london_date(context(ctx)?.now));
        let id = self.user.id;
        let roles = accounts(ctx)?.read(move |conn| people::placed_of(conn, id, today)).await?;
        let seen = roles.into_iter().filter(|role| role.holds && access::sees_role(&viewer, role));
        Ok(seen.map(|role| RoleGrantObject::new(&self.lens, role.grant)).collect())
    }
    /// Whether you may erase the person.
    async fn viewer_can_erase(&self, ctx: &Context<'_>) -> Result<bool> {
        let may = policy::decide(viewer(ctx)?, "user.erase", &policy::Ties::default()).is_some();
        Ok(may && self.user.erased_at.is_none())
    }
    /// Whether you may change and disable the account, and reset its second factor.
    async fn viewer_can_manage(&self, ctx: &Context<'_>) -> Result<bool> {
        context(ctx)?.charge(3)?;
        let (viewer, today) = (Arc::clone(viewer(ctx)?), london_date(context(ctx)?.now));
        let id = self.user.id;
        let mut roles = accounts(ctx)?.read(move |conn| people::roles_of(conn, id)).await?;
        roles.retain(|role| role.holds_on(today));
        Ok(self.user.erased_at.is_none() && policy::may_manage(&viewer, &roles).is_some())
    }
    /// When attempts to sign in were last refused after too many had failed.
    async fn locked_at(&self) -> Option<DateTime> {
        self.user.locked_at.map(DateTime)
    }
}

/// Which accounts.
#[derive(InputObject, Default)]
pub struct UserFilter {
    /// Those with a role in this partnership, by id or slug.
    partnership: Option<ID>,
    /// Those who work or act for this agency, by id or slug.
    agency: Option<ID>,
    /// Those with this role.
    role: Option<Role>,
    /// Those that stand so.
    state: Option<UserState>,
    /// Those whose name or address holds this text.
    text: Option<String>,
}

/// The same, read.
pub struct WantedUsers {
    partnership: Option<PartnershipId>,
    agency: Option<AgencyId>,
    role: Option<Role>,
    state: Option<UserState>,
    text: Option<String>,
}

impl UserFilter {
    /// Finds what is named.
    ///
    /// # Errors
    /// When what it names is not there.
    pub fn read(self, lens: &Arc<Lens>) -> Result<WantedUsers> {
        let directory = lens.directory();
        let agency = |id: ID| {
            let found = match id.parse::<AgencyId>() {
                Ok(id) => directory.agency(id),
                Err(_) => directory.agency_by_slug(&id),
            };
            found.map(|agency| agency.id).ok_or(Error::NotFound("There is no such agency.".into()))
        };
        Ok(WantedUsers {
            partnership: self.partnership.map(|id| partnership_of(lens, &id)).transpose()?,
            agency: self.agency.map(agency).transpose()?,
            role: self.role,
            state: self.state,
            text: self.text.map(|text| text::folded(&text)),
        })
    }
}

impl WantedUsers {
    /// Whether a user with these roles is wanted.
    pub fn fits(&self, user: &User, roles: &[Placed]) -> bool {
        let role = |wanted: &dyn Fn(&Placed) -> bool| roles.iter().any(wanted);
        let has_text = |text: &String| text::folded(&user.name).contains(text) || user.email.contains(text);
        self.partnership.is_none_or(|id| role(&|r| r.places.contains(&id)))
            && self.agency.is_none_or(|id| user.agency == Some(id) || role(&|r| r.grant.agency == Some(id)))
            && self.role.is_none_or(|wanted| role(&|r| r.grant.role == wanted))
            && self.state.is_none_or(|state| user.state == state)
            && self.text.as_ref().is_none_or(has_text)
    }
}

/// Somebody who was invited and has not accepted yet.
pub struct InvitationObject {
    lens: Arc<Lens>,
    user: User,
}

impl page::Node for InvitationObject {
    const NAME: &'static str = "Invitation";
}

impl InvitationObject {
    /// The object of the invitation of a user that the viewer may see.
    pub fn new(lens: &Arc<Lens>, user: User) -> Self {
        InvitationObject { lens: Arc::clone(lens), user }
    }

    async fn link(&self, ctx: &Context<'_>) -> Result<Option<Link>> {
        context(ctx)?.charge(1)?;
        accounts(ctx)?.invitation(self.user.id).await
    }
}

/// Somebody who was invited and has not accepted yet.
#[Object(name = "Invitation")]
impl InvitationObject {
    /// Who was invited.
    async fn user(&self) -> UserObject {
        UserObject::new(&self.lens, self.user.clone())
    }
    /// When the link was last sent.
    async fn sent_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(self.link(ctx).await?.map(|link| DateTime(link.created_at)))
    }
    /// Until when the link works; null when there is none: send another.
    async fn expires_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(self.link(ctx).await?.map(|link| DateTime(link.expires_at)))
    }
}
