//! Finding users, their roles and API keys.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};
use diesel::prelude::*;

use super::Conn;
use super::change::name_at;
use super::rows::{Stored, unreadable};
use super::schema::{account, api_key, change, membership, role_grant};
use crate::auth::viewer::Grant;
use crate::clock::{london_to_utc, next_london_midnight};
use crate::error::Result;
use crate::model::*;

/// The user with this address, folded.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn user_by_email(conn: &mut Conn, email: &str) -> Result<Option<User>> {
    let id: Option<String> =
        account::table.filter(account::email.eq(email)).select(account::id).first(conn).optional()?;
    one(conn, id)
}

/// The user with this id.
///
/// # Errors
/// As [`user_by_email`].
pub fn user(conn: &mut Conn, id: UserId) -> Result<Option<User>> {
    User::find(conn, id)
}

/// Whether an account can still be entered with what it was proved with: it has the state,
/// the password and the second factor that it had when it was read.
///
/// # Errors
/// As [`user_by_email`].
pub fn is_as_proved(conn: &mut Conn, proved: &User) -> Result<bool> {
    let now = user(conn, proved.id)?;
    let proof = |user: &User| (user.state, user.password_changed_at, user.second_factor_at);
    Ok(now.is_some_and(|now| proof(&now) == proof(proved)))
}

/// Whether there is any account.
///
/// # Errors
/// When the database fails.
pub fn has_accounts(conn: &mut Conn) -> Result<bool> {
    let first: Option<String> = account::table.select(account::id).first(conn).optional()?;
    Ok(first.is_some())
}

/// All users, by name.
///
/// # Errors
/// As [`user_by_email`].
pub fn users(conn: &mut Conn) -> Result<Vec<User>> {
    let mut users = User::load(conn, None)?;
    users.sort_by_cached_key(|user| (text::folded(&user.name), user.id));
    Ok(users)
}

/// The role with this id, revoked or not.
///
/// # Errors
/// As [`user_by_email`].
pub fn role_grant(conn: &mut Conn, id: RoleGrantId) -> Result<Option<RoleGrant>> {
    RoleGrant::find(conn, id)
}

/// The roles of a user that were not revoked, those that have ended among them.
///
/// # Errors
/// As [`user_by_email`].
pub fn roles_of(conn: &mut Conn, user: UserId) -> Result<Vec<RoleGrant>> {
    let ids: Vec<String> = role_grant::table
        .filter(role_grant::user_id.eq(user.to_string()))
        .filter(role_grant::archived.eq(false))
        .order(role_grant::id)
        .select(role_grant::id)
        .load(conn)?;
    all(conn, ids)
}

/// The ids of all roles that a user has or had.
///
/// # Errors
/// As [`user_by_email`].
pub fn all_roles_of(conn: &mut Conn, user: UserId) -> Result<Vec<RoleGrantId>> {
    let ids: Vec<String> = role_grant::table
        .filter(role_grant::user_id.eq(user.to_string()))
        .order(role_grant::id)
        .select(role_grant::id)
        .load(conn)?;
    ids.into_iter().map(|id| id.parse().map_err(|_| unreadable(id, "the id of a role"))).collect()
}

/// All roles, revoked ones among them.
///
/// # Errors
/// As [`user_by_email`].
pub fn role_grants(conn: &mut Conn) -> Result<Vec<RoleGrant>> {
    RoleGrant::load(conn, None)
}

/// The key with this id, revoked or not.
///
/// # Errors
/// As [`user_by_email`].
pub fn api_key(conn: &mut Conn, id: ApiKeyId) -> Result<Option<ApiKey>> {
    ApiKey::find(conn, id)
}

/// All API keys, revoked ones among them.
///
/// # Errors
/// As [`user_by_email`].
pub fn api_keys(conn: &mut Conn) -> Result<Vec<ApiKey>> {
    let ids: Vec<String> = api_key::table.order(api_key::id).select(api_key::id).load(conn)?;
    all(conn, ids)
}

/// The roles of a user that hold on a day, with where they hold.
///
/// # Errors
/// As [`user_by_email`].
pub fn grants(conn: &mut Conn, user: UserId, today: NaiveDate) -> Result<Vec<Grant>> {
    let rows: Vec<GrantRow> = role_grant::table
        .left_join(membership::table.on(gives_seat(today)))
        .filter(role_grant::user_id.eq(user.to_string()).and(holds(today)))
        .select(grant_columns())
        .load(conn)?;
    grants_of(rows)
}

/// A role's id, the role itself, the partnership and the agency that it names; and, when it
/// names no partnership, one in which the agency sits.
pub(super) type GrantRow = (String, String, Option<String>, Option<String>, Option<String>);

/// What a [`GrantRow`] is read from.
#[diesel::dsl::auto_type]
pub(super) fn grant_columns() -> _ {
    (
        role_grant::id,
        role_grant::role,
        role_grant::partnership_id,
        role_grant::agency_id,
        membership::partnership_id.nullable(),
    )
}

/// Whether a role holds on a day.
#[diesel::dsl::auto_type]
pub(super) fn holds(today: NaiveDate) -> _ {
    let has_not_ended = role_grant::ends_on.is_null().or(role_grant::ends_on.ge(today));
    role_grant::archived.eq(false).and(has_not_ended)
}

/// Whether a role holds in the partnership of a membership, since it names none and its
/// agency sits there on a day.
#[diesel::dsl::auto_type]
pub(super) fn gives_seat(today: NaiveDate) -> _ {
    let it_sits: sits = sits(today);
    role_grant::partnership_id
        .is_null()
        .and(membership::agency_id.nullable().eq(role_grant::agency_id))
        .and(it_sits)
}

/// Whether a membership holds on a day: [`Membership::holds_on`], for a query.
#[diesel::dsl::auto_type]
fn sits(today: NaiveDate) -> _ {
    let has_joined = membership::joined_on.is_null().or(membership::joined_on.le(today));
    let has_not_left = membership::left_on.is_null().or(membership::left_on.ge(today));
    membership::archived.eq(false).and(has_joined).and(has_not_left)
}

/// The roles of such rows, by id.
pub(super) fn grants_of(rows: impl IntoIterator<Item = GrantRow>) -> Result<Vec<Grant>> {
    let mut grants: BTreeMap<String, Grant> = BTreeMap::new();
    for (id, role, partnership, agency, seat) in rows {
        let place: Option<PartnershipId> = some_id(partnership.clone().or(seat))?;
        let grant = match grants.entry(id) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(free) => {
                let id = free.key();
                let grant = Grant {
                    id: id.parse().map_err(|_| unreadable(id, "an id"))?,
                    role: Role::from_word(&role).ok_or_else(|| unreadable(role, "a role"))?,
                    partnership: some_id(partnership)?,
                    agency: some_id(agency)?,
                    places: BTreeSet::new(),
                };
                free.insert(grant)
            }
        };
        grant.places.extend(place);
    }
    Ok(grants.into_values().collect())
}

fn some_id<I: TypedId>(id: Option<String>) -> Result<Option<I>> {
    id.map(|id| id.parse().map_err(|_| unreadable(id, "an id"))).transpose()
}

/// The partnerships in which an agency sits on a day.
fn seats(conn: &mut Conn, agency: AgencyId, today: NaiveDate) -> Result<Vec<PartnershipId>> {
    let ids: Vec<String> = membership::table
        .filter(membership::agency_id.eq(agency.to_string()))
        .filter(sits(today))
        .select(membership::partnership_id)
        .load(conn)?;
    ids.into_iter().map(|id| id.parse().map_err(|_| unreadable(id, "the id of a partnership"))).collect()
}

fn one<T: Stored>(conn: &mut Conn, id: Option<String>) -> Result<Option<T>> {
    match id {
        Some(id) => T::find(conn, id.parse().map_err(|_| unreadable(id, "an id"))?),
        None => Ok(None),
    }
}

fn all<T: Stored>(conn: &mut Conn, ids: Vec<String>) -> Result<Vec<T>> {
    let found = ids.into_iter().map(|id| one(conn, Some(id)));
    found.filter_map(Result::transpose).collect()
}

/// A role with where it holds.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The role.
    pub grant: RoleGrant,
    /// The partnerships in which it holds.
    pub places: Vec<PartnershipId>,
    /// Whether it holds today.
    pub holds: bool,
}

/// All roles, revoked ones among them, each with where it holds.
///
/// # Errors
/// As [`user_by_email`].
pub fn placed(conn: &mut Conn, today: NaiveDate) -> Result<Vec<Placed>> {
    let grants = role_grants(conn)?;
    place(conn, grants, today)
}

/// The roles of a user, revoked ones among them, each with where it holds.
///
/// # Errors
/// As [`user_by_email`].
pub fn placed_of(conn: &mut Conn, user: UserId, today: NaiveDate) -> Result<Vec<Placed>> {
    let ids: Vec<String> = role_grant::table
        .filter(role_grant::user_id.eq(user.to_string()))
        .order(role_grant::id)
        .select(role_grant::id)
        .load(conn)?;
    let grants = all(conn, ids)?;
    place(conn, grants, today)
}

fn place(conn: &mut Conn, grants: Vec<RoleGrant>, today: NaiveDate) -> Result<Vec<Placed>> {
    let mut known: std::collections::HashMap<AgencyId, Vec<PartnershipId>> = Default::default();
    let mut placed = Vec::with_capacity(grants.len());
    for grant in grants {
        let places = match (grant.partnership, grant.agency) {
            (Some(partnership), _) => vec![partnership],
            (None, Some(agency)) => match known.get(&agency) {
                Some(places) => places.clone(),
                None => {
                    let places = seats(conn, agency, today)?;
                    known.insert(agency, places.clone());
                    places
                }
            },
            (None, None) => Vec::new(),
        };
        placed.push(Placed { holds: grant.holds_on(today), grant, places });
    }
    Ok(placed)
}

/// The active users who act for one of these agencies in a partnership on a day, each with
/// those for which they do, by name.
///
/// # Errors
/// As [`user_by_email`].
pub fn acting_for(
    conn: &mut Conn,
    partnership: PartnershipId,
    agencies: &[AgencyId],
    today: NaiveDate,
) -> Result<Vec<(User, Vec<AgencyId>)>> {
    let mut found: BTreeMap<UserId, Vec<AgencyId>> = Default::default();
    for role in placed(conn, today)? {
        let acts = matches!(role.grant.role, Role::PartnerAdmin | Role::Contributor);
        if let (true, true, Some(agency)) = (acts, role.holds, role.grant.agency)
            && role.places.contains(&partnership)
            && agencies.contains(&agency)
        {
            let theirs = found.entry(role.grant.user).or_default();
            if !theirs.contains(&agency) {
                theirs.push(agency);
            }
        }
    }
    let mut acting = Vec::with_capacity(found.len());
    for (id, agencies) in found {
        let known = user(conn, id)?.filter(|user| user.state == UserState::Active);
        acting.extend(known.map(|user| (user, agencies)));
    }
    acting.sort_by_cached_key(|(user, _)| (text::folded(&user.name), user.id));
    Ok(acting)
}

/// What whoever has a role is called; of a role that does not hold any more, what they were
/// called when it ended: what became of them since is not the partnership's to know.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn holder_name(conn: &mut Conn, role: &RoleGrant, today: NaiveDate) -> Result<String> {
    let ended = match (role.head.archived, role.ends_on) {
        (true, _) => Some(role.head.updated_at),
        (false, Some(day)) if day < today => Some(next_london_midnight(london_to_utc(day, NaiveTime::MIN))),
        _ => None,
    };
    let then = match ended {
        Some(at) => name_at(conn, role.user.into(), at)?,
        None => None,
    };
    match then {
        Some(name) => Ok(name),
        None => Ok(user(conn, role.user)?.map(|user| user.name).unwrap_or_default()),
    }
}

/// The id of whoever granted a role.
///
/// # Errors
/// When the database fails.
pub fn granted_by(conn: &mut Conn, role: RoleGrantId) -> Result<Option<String>> {
    Ok(change::table
        .filter(change::entity_id.eq(role.to_string()))
        .order(change::sequence)
        .select(change::actor_id)
        .first(conn)
        .optional()?)
}
