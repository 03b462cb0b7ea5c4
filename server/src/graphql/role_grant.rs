//! Roles that somebody has.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::context::{accounts, context, lens, viewer};
use super::page;
use super::partnership::PartnershipObject;
use super::scalars::{Date, DateTime};
use super::user::UserObject;
use crate::auth::policy;
use crate::auth::viewer::Grant;
use crate::clock::london_date;
use crate::commands::account::access;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::people;

/// A role that you have today.
pub struct HeldRole {
    lens: Arc<Lens>,
    grant: Grant,
}

impl HeldRole {
    /// The object of a role.
    pub fn new(lens: &Arc<Lens>, grant: Grant) -> Self {
        HeldRole { lens: Arc::clone(lens), grant }
    }
}

/// A role that you have today.
#[Object]
impl HeldRole {
    /// The id of the grant.
    async fn id(&self) -> ID {
        ID(self.grant.id.to_string())
    }
    /// The role.
    async fn role(&self) -> Role {
        self.grant.role
    }
    /// The partnership in which it holds; null for the whole register, or for an agency
    /// wherever it sits.
    async fn partnership(&self) -> Result<Option<PartnershipObject>> {
        match self.grant.partnership {
            Some(id) => Ok(self.lens.partnership(id).await?.as_ref().map(PartnershipObject::of)),
            None => Ok(None),
        }
    }
    /// The partnerships in which it holds today, by name; empty for roles of the whole
    /// register.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn partnerships(&self) -> Vec<PartnershipObject> {
        let all = self.lens.directory().partnerships().iter();
        let places = all.filter(|partnership| self.grant.holds_in(partnership.id));
        places.filter_map(|partnership| PartnershipObject::find(&self.lens, partnership.id)).collect()
    }
    /// The agency that you act for in it.
    async fn agency(&self) -> Option<AgencyObject> {
        self.grant.agency.and_then(|id| AgencyObject::find(&self.lens, id))
    }
}

/// A role that somebody has or had, and who granted it.
pub struct RoleGrantObject {
    lens: Arc<Lens>,
    grant: RoleGrant,
}

impl page::Node for RoleGrantObject {
    const NAME: &'static str = "RoleGrant";
}

impl RoleGrantObject {
    /// The object of a role that the viewer sees.
    pub fn new(lens: &Arc<Lens>, grant: RoleGrant) -> Self {
        RoleGrantObject { lens: Arc::clone(lens), grant }
    }

    /// The role with this id, if the viewer sees it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seen(ctx: &Context<'_>, id: &str) -> Result<Option<Self>> {
        let Ok(id) = id.parse::<RoleGrantId>() else { return Ok(None) };
        let (viewer, today) = (Arc::clone(viewer(ctx)?), london_date(context(ctx)?.now));
        let found = accounts(ctx)?.read(move |conn| {
            let Some(grant) = people::role_grant(conn, id)? else { return Ok(None) };
            let theirs = people::placed_of(conn, grant.user, today)?;
            let role = theirs.into_iter().find(|role| role.grant.id == id);
            Ok(role.filter(|role| access::sees_role(&viewer, role)).map(|role| role.grant))
        });
        let (found, lens) = (found.await?, lens(ctx)?);
        Ok(found.map(|grant| RoleGrantObject::new(&lens, grant)))
    }
}

/// A role that somebody has or had, and who granted it.
#[Object(name = "RoleGrant")]
impl RoleGrantObject {
    /// Its id.
    async fn id(&self) -> ID {
        ID(self.grant.id.to_string())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(&self.lens, self.grant.id)
    }
    /// How often it has changed; name it when you revoke it.
    async fn version(&self) -> i32 {
        self.grant.head.version
    }
    /// The account of whoever has it, or had it; null when you may not see the account, as
    /// of somebody who left: `userName` says who it was.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<UserObject>> {
        context(ctx)?.charge(1)?;
        UserObject::seen(ctx, &self.grant.user.to_string()).await
    }
    /// The name of whoever has it; of one that has ended or was taken away, the name that
    /// they had then.
    async fn user_name(&self, ctx: &Context<'_>) -> Result<String> {
        context(ctx)?.charge(1)?;
        let (grant, today) = (self.grant.clone(), london_date(context(ctx)?.now));
        accounts(ctx)?.read(move |conn| people::holder_name(conn, &grant, today)).await
    }
    /// The role.
    async fn role(&self) -> Role {
        self.grant.role
    }
    /// The partnership in which it holds; null for the whole register, or for an agency
    /// wherever it sits.
    async fn partnership(&self) -> Result<Option<PartnershipObject>> {
        match self.grant.partnership {
            Some(id) => Ok(self.lens.partnership(id).await?.as_ref().map(PartnershipObject::of)),
            None => Ok(None),
        }
    }
    /// The agency that is acted for.
    async fn agency(&self) -> Option<AgencyObject> {
        self.grant.agency.and_then(|id| AgencyObject::find(&self.lens, id))
    }
    /// The last day on which it holds; null when it has no end.
    async fn ends_on(&self) -> Option<Date> {
        self.grant.ends_on.map(Date)
    }
    /// Whether you may revoke it; only while it was not.
    async fn viewer_can_revoke(&self, ctx: &Context<'_>) -> bool {
        !self.grant.head.archived
            && viewer(ctx).is_ok_and(|viewer| policy::may_grant(viewer, &self.grant).is_some())
    }
    /// When it was granted.
    async fn granted_at(&self) -> DateTime {
        DateTime(self.grant.head.created_at)
    }
    /// The account of whoever granted it; null for the command line, for whoever set the
    /// register up, and when you may not see the account: `grantedByName` says who it was.
    async fn granted_by(&self, ctx: &Context<'_>) -> Result<Option<UserObject>> {
        match self.granter(ctx).await? {
            Some(user) => UserObject::seen(ctx, &user.to_string()).await,
            None => Ok(None),
        }
    }
    /// The name of whoever granted it; null for the command line, and for whoever set the
    /// register up.
    async fn granted_by_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.granter(ctx).await? {
            Some(user) => Ok(accounts(ctx)?.find_user(user).await?.map(|user| user.name)),
            None => Ok(None),
        }
    }
    /// When it was taken away; null when it was not.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.grant.head.archived.then_some(DateTime(self.grant.head.updated_at))
    }
}

impl RoleGrantObject {
    async fn granter(&self, ctx: &Context<'_>) -> Result<Option<UserId>> {
        context(ctx)?.charge(2)?;
        let id = self.grant.id;
        let by = accounts(ctx)?.read(move |conn| people::granted_by(conn, id)).await?;
        Ok(by.and_then(|by| by.parse().ok()))
    }
}
