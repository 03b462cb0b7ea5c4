//! Who may see a change: both what it says of itself (then) and the record's entity row
//! (now) must allow it. Anyone who is nobody in particular sees no history; who reads a
//! partnership's reads of others only what no partnership owns. Accounts, which have no
//! entity row, are seen by administrators and by those who see all of a partnership in
//! which they have a role.

use std::collections::BTreeSet;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::Conn;
use super::super::schema::change;
use super::super::scope::{condition, list};
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::model::*;

/// A column of `change` in a condition that must not choose the index.
///
/// SQLite has no statistics here and would take any index; a plus before the name keeps
/// it to the one that the query is driven by. PostgreSQL has statistics.
pub(super) fn column(conn: &Conn, name: &str) -> String {
    match conn {
        Conn::Sqlite(_) => format!("+change.{name}"),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => format!("change.{name}"),
    }
}

/// The partnerships whose history a scope reads; none: those of all.
pub(super) fn homes(scope: &Scope) -> Option<BTreeSet<PartnershipId>> {
    if scope.everything || scope.accounts || scope.all_partners {
        return None;
    }
    let mine = scope.whole.iter().chain(&scope.partners).chain(scope.agencies.keys());
    Some(mine.copied().collect())
}

/// Whether a scope sees every change of this partnership.
pub fn sees_whole(scope: &Scope, partnership: PartnershipId) -> bool {
    scope.everything || scope.whole.contains(&partnership)
}

/// The condition on `change` rows that a viewer of this scope may see; none when it may
/// see all. Holds words and ids of our own making only.
pub(super) fn permitted(conn: &Conn, scope: &Scope) -> Option<String> {
    if scope.everything {
        return None;
    }
    if scope.is_anonymous() {
        return Some("1 = 0".to_owned());
    }
    let home = column(conn, "partnership_id");
    let now = condition(scope, "seen");
    let both = format!(
        "(({}) AND EXISTS (SELECT 1 FROM entity seen WHERE seen.id = change.entity_id AND {now}))",
        then(conn, scope)
    );
    let mut seen = vec![both];
    if !scope.whole.is_empty() {
        seen.push(format!("{home} IN ({})", list(&scope.whole)));
        seen.push(of_their_people(conn, scope));
    }
    if scope.accounts {
        // Accounts are in no plan and have no entity row.
        let accounts = EntityType::ALL.iter().filter(|entity| entity.is_account());
        let words: Vec<String> = accounts.map(|entity| format!("'{}'", entity.word())).collect();
        seen.push(format!("{} IN ({})", column(conn, "entity_type"), words.join(", ")));
    }
    Some(format!("({})", seen.join(" OR ")))
}

/// An invitation makes an account, and then its role: microseconds apart at most.
const TOGETHER: i64 = 1_000;

/// The changes of those accounts that have a role in the partnerships of which a scope sees
/// everything, since they have it; of those that had one, as long as they did. An agency's role holds there
/// while the agency sits.
fn of_their_people(conn: &Conn, scope: &Scope) -> String {
    let (kind, user, at) = (column(conn, "entity_type"), column(conn, "entity_id"), column(conn, "at"));
    let (whole, day) = (list(&scope.whole), day_of(conn, &at));
    format!(
        "({kind} = '{}' AND EXISTS (SELECT 1 FROM role_grant held WHERE held.user_id = {user}
            AND {at} > held.created_at - {TOGETHER} AND (NOT held.archived OR {at} <= held.updated_at)
            AND (held.ends_on IS NULL OR {day} <= held.ends_on)
            AND (held.partnership_id IN ({whole}) OR held.partnership_id IS NULL AND EXISTS
                (SELECT 1 FROM membership m WHERE m.agency_id = held.agency_id AND NOT m.archived
                    AND m.partnership_id IN ({whole})
                    AND (m.joined_on IS NULL OR m.joined_on <= {day})
                    AND (m.left_on IS NULL OR {day} <= m.left_on)))))",
        EntityType::User.word()
    )
}

/// The day of a moment in a column. SQLite knows no summer time: there the last hour of a
/// day in summer counts as the day that ends, which shows no more than that hour.
fn day_of(conn: &Conn, at: &str) -> String {
    match conn {
        Conn::Sqlite(_) => format!("date({at} / 1000000, 'unixepoch')"),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => {
            format!("CAST(to_timestamp({at} / 1000000.0) AT TIME ZONE 'Europe/London' AS DATE)")
        }
    }
}

/// The types of which a scope reads changes that no partnership has.
pub(super) fn unowned(scope: &Scope) -> Vec<EntityType> {
    let people = (!scope.whole.is_empty()).then_some(EntityType::User);
    [EntityType::Agency, EntityType::Succession].into_iter().chain(people).collect()
}

/// What a change says of itself.
fn then(conn: &Conn, scope: &Scope) -> String {
    let home = column(conn, "partnership_id");
    let visibility = column(conn, "visibility");
    let owner = column(conn, "owner_agency_id");
    let mut seen = vec![format!("{visibility} = 'PUBLIC' AND {home} IS NULL")];
    match homes(scope) {
        None => seen.push(format!("{visibility} = 'PUBLIC'")),
        Some(homes) if !homes.is_empty() => {
            seen.push(format!("{visibility} = 'PUBLIC' AND {home} IN ({})", list(&homes)));
        }
        Some(_) => {}
    }
    if scope.all_partners {
        seen.push(format!("{visibility} = 'PARTNERS' AND {home} IS NOT NULL"));
    }
    if !scope.partners.is_empty() {
        seen.push(format!("{visibility} = 'PARTNERS' AND {home} IN ({})", list(&scope.partners)));
    }
    let kind = column(conn, "entity_type");
    let names: Vec<String> = NAMING.iter().map(|entity| format!("'{}'", entity.word())).collect();
    for (partnership, agencies) in scope.agencies.iter().filter(|(_, agencies)| !agencies.is_empty()) {
        let named: Vec<String> =
            agencies.iter().map(|agency| format!("said.after LIKE '%{}%'", quoted(*agency))).collect();
        seen.push(format!(
            "{visibility} = 'RESTRICTED' AND {home} = '{partnership}' AND ({owner} IN ({})
                OR {kind} IN ({}) AND EXISTS (SELECT 1 FROM change_value said
                    WHERE said.sequence = change.sequence AND ({})))",
            list(agencies),
            names.join(", "),
            named.join(" OR ")
        ));
    }
    format!("({})", seen.join(") OR ("))
}

/// Types whose records are seen by every agency that they name: what a change of one
/// says tells who saw it then.
const NAMING: [EntityType; 6] = [
    EntityType::Project,
    EntityType::Meeting,
    EntityType::Event,
    EntityType::EventOccurrence,
    EntityType::Priority,
    EntityType::Action,
];

/// An id as it stands in the values of a change. Within a text, quotes are escaped.
fn quoted(agency: AgencyId) -> String {
    format!("\"{agency}\"")
}

/// The same rule in memory, of what a change says of itself: for links to other records,
/// whose entity rows are asked apart.
pub(super) fn allows_then(
    scope: &Scope,
    entity: EntityType,
    (partnership, owner): (Option<PartnershipId>, Option<AgencyId>),
    visibility: Visibility,
    after: &str,
) -> bool {
    let mut agencies: Vec<AgencyId> = owner.into_iter().collect();
    if NAMING.contains(&entity)
        && let Some(mine) = partnership.and_then(|partnership| scope.agencies.get(&partnership))
    {
        agencies.extend(mine.iter().filter(|agency| after.contains(&quoted(**agency))));
    }
    scope.allows(partnership, &Exposure { visibility, agencies })
}

/// Of these changes, those whose record a viewer might have seen after them.
pub(super) fn seen_then(conn: &mut Conn, scope: &Scope, sequences: &[i64]) -> Result<Vec<i64>> {
    let Some(condition) = permitted(conn, scope) else { return Ok(sequences.to_vec()) };
    let mut seen = Vec::with_capacity(sequences.len());
    for chunk in sequences.chunks(500) {
        let found: Vec<i64> = change::table
            .filter(change::sequence.eq_any(chunk.to_vec()))
            .filter(sql::<Bool>(&condition))
            .select(change::sequence)
            .load(conn)?;
        seen.extend(found);
    }
    Ok(seen)
}
