//! The scope in SQL: the same rule as [`Scope::allows`], which a property test compares.

use std::fmt::Display;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::list::Condition;
use super::schema::entity;
use crate::auth::scope::Scope;
use crate::model::*;

/// The condition on `entity` rows that a viewer of this scope may see.
pub(super) fn permitted<'a>(scope: &Scope) -> Condition<'a> {
    if scope.is_anonymous() {
        // By far the commonest; unlike text, its statement is prepared once.
        return Box::new(entity::visibility.eq(Visibility::Public.word()));
    }
    Box::new(sql::<Bool>(&condition(scope, "entity")))
}

/// The same as text, on the rows of `entity` that a query calls `name`. It holds words
/// and ids of our own making only, so there is nothing to quote.
pub(super) fn condition(scope: &Scope, name: &str) -> String {
    if scope.everything {
        return "1 = 1".to_owned();
    }
    let mut seen = vec![format!("{name}.visibility = 'PUBLIC'")];
    if scope.all_partners {
        seen.push(format!("({name}.visibility = 'PARTNERS' AND {name}.partnership_id IS NOT NULL)"));
    }
    if !scope.whole.is_empty() {
        seen.push(format!("{name}.partnership_id IN ({})", list(&scope.whole)));
    }
    if !scope.partners.is_empty() {
        let partners = list(&scope.partners);
        seen.push(format!("({name}.visibility = 'PARTNERS' AND {name}.partnership_id IN ({partners}))"));
    }
    for (partnership, agencies) in &scope.agencies {
        let agencies = if agencies.is_empty() { "NULL".to_owned() } else { list(agencies) };
        seen.push(format!(
            "({name}.visibility = 'RESTRICTED' AND {name}.partnership_id = '{partnership}' AND EXISTS (
                SELECT 1 FROM entity_agency mine
                WHERE mine.entity_id = {name}.id AND mine.agency_id IN ({agencies})))"
        ));
    }
    format!("({})", seen.join(" OR "))
}

/// Ids as SQL lists them.
pub(super) fn list<I: Display>(ids: impl IntoIterator<Item = I>) -> String {
    ids.into_iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ")
}
