//! People, their roles and API keys as tables, as far as the caller sees them.

use std::sync::Arc;

use chrono::{NaiveDate, SecondsFormat};

use crate::auth::viewer::Viewer;
use crate::commands::account::access;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::model::*;
use crate::store::Conn;
use crate::store::people;

/// Which of the three tables.
#[derive(Debug, Clone, Copy)]
enum List {
    Users,
    Grants,
    Keys,
}

/// A table that is read at once: accounts are few.
pub struct Reading {
    list: List,
    viewer: Arc<Viewer>,
    today: NaiveDate,
    partnership: Option<PartnershipId>,
}

/// Whether there is such a table.
pub fn is_list(name: &str) -> bool {
    list(name).is_some()
}

fn list(name: &str) -> Option<List> {
    match name {
        "users" => Some(List::Users),
        "grants" => Some(List::Grants),
        "api-keys" => Some(List::Keys),
        _ => None,
    }
}

impl Reading {
    /// A table for somebody who signed in.
    pub fn of(
        name: &str,
        viewer: Arc<Viewer>,
        today: NaiveDate,
        partnership: Option<PartnershipId>,
    ) -> Option<Self> {
        Some(Reading { list: list(name)?, viewer, today, partnership })
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<&'static str> {
        match self.list {
            List::Users => vec!["id", "name", "email", "agency", "state", "roles", "createdAt", "updatedAt"],
            List::Grants => {
                vec![
                    "id",
                    "userId",
                    "role",
                    "partnership",
                    "agency",
                    "endsOn",
                    "holds",
                    "createdAt",
                    "updatedAt",
                ]
            }
            List::Keys => vec!["id", "name", "partnership", "reads", "expiresAt", "revoked", "createdAt"],
        }
    }

    /// All rows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(self, conn: &mut Conn, directory: &Directory) -> Result<Vec<Vec<String>>> {
        let here = |places: &[PartnershipId]| self.partnership.is_none_or(|id| places.contains(&id));
        let names = Names(directory);
        Ok(match self.list {
            List::Users => access::seen_users(conn, &self.viewer, self.today)?
                .iter()
                .filter(|(_, roles)| {
                    self.partnership.is_none() || roles.iter().any(|role| here(&role.places))
                })
                .map(|(user, roles)| names.user(user, roles))
                .collect(),
            List::Grants => people::placed(conn, self.today)?
                .iter()
                .filter(|role| access::sees_role(&self.viewer, role) && here(&role.places))
                .map(|role| names.grant(role))
                .collect(),
            List::Keys => people::api_keys(conn)?
                .iter()
                .filter(|key| access::sees_key(&self.viewer, key))
                .filter(|key| here(key.partnership.as_slice()))
                .map(|key| names.key(key))
                .collect(),
        })
    }
}

/// What partnerships and agencies are called.
struct Names<'a>(&'a Directory);

impl Names<'_> {
    fn agency(&self, id: Option<AgencyId>) -> String {
        id.and_then(|id| self.0.agency(id)).map(|agency| agency.name.clone()).unwrap_or_default()
    }

    fn partnership(&self, id: Option<PartnershipId>) -> String {
        id.and_then(|id| self.0.partnership(id)).map(|found| found.slug.clone()).unwrap_or_default()
    }

    fn user(&self, user: &User, roles: &[people::Placed]) -> Vec<String> {
        let say = |role: &people::Placed| {
            let place = [self.partnership(role.grant.partnership), self.agency(role.grant.agency)];
            let place: Vec<String> = place.into_iter().filter(|name| !name.is_empty()).collect();
            [role.grant.role.word().to_owned(), place.join(", ")].join(" ").trim_end().to_owned()
        };
        vec![
            user.id.to_string(),
            user.name.clone(),
            user.email.clone(),
            self.agency(user.agency),
            user.state.word().to_owned(),
            roles.iter().map(say).collect::<Vec<_>>().join("; "),
            moment(user.head.created_at),
            moment(user.head.updated_at),
        ]
    }

    fn grant(&self, role: &people::Placed) -> Vec<String> {
        let grant = &role.grant;
        vec![
            grant.id.to_string(),
            grant.user.to_string(),
            grant.role.word().to_owned(),
            self.partnership(grant.partnership),
            self.agency(grant.agency),
            grant.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            if role.holds { "yes" } else { "no" }.to_owned(),
            moment(grant.head.created_at),
            moment(grant.head.updated_at),
        ]
    }

    fn key(&self, key: &ApiKey) -> Vec<String> {
        vec![
            key.id.to_string(),
            key.name.clone(),
            self.partnership(key.partnership),
            key.reads.word().to_owned(),
            key.expires_at.map(moment).unwrap_or_default(),
            if key.head.archived { "yes" } else { "no" }.to_owned(),
            moment(key.head.created_at),
        ]
    }
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
