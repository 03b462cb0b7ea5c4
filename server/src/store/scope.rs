//! The scope in SQL: the same rule as [`Scope::allows`], which a property test compares.

use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::list::Db;
use super::schema::{entity, entity_agency};
use crate::auth::scope::Scope;
use crate::model::*;

type Condition<'a> = Box<dyn BoxableExpression<entity::table, Db, SqlType = Bool> + 'a>;

/// The condition on `entity` rows that a viewer of this scope may see.
pub(super) fn permitted<'a>(scope: &Scope) -> Condition<'a> {
    if scope.everything {
        return Box::new(sql::<Bool>("1 = 1"));
    }
    let mut seen: Condition<'a> = Box::new(entity::visibility.eq(Visibility::Public.word()));
    if scope.all_partners {
        let partners =
            entity::visibility.eq(Visibility::Partners.word()).and(entity::partnership_id.is_not_null());
        seen = Box::new(seen.or(partners));
    }
    if !scope.whole.is_empty() {
        seen = Box::new(seen.or(within(&scope.whole)));
    }
    if !scope.partners.is_empty() {
        let partners = entity::visibility.eq(Visibility::Partners.word()).and(within(&scope.partners));
        seen = Box::new(seen.or(partners));
    }
    for (partnership, agencies) in &scope.agencies {
        let agencies: Vec<String> = agencies.iter().map(ToString::to_string).collect();
        let mine = entity_agency::table
            .filter(entity_agency::entity_id.eq(entity::id))
            .filter(entity_agency::agency_id.eq_any(agencies));
        let restricted = entity::visibility
            .eq(Visibility::Restricted.word())
            .and(entity::partnership_id.assume_not_null().eq(partnership.to_string()))
            .and(exists(mine));
        seen = Box::new(seen.or(restricted));
    }
    seen
}

/// Rows of these partnerships; never NULL, so that it can be negated and joined safely.
fn within<'a>(partnerships: &std::collections::BTreeSet<PartnershipId>) -> Condition<'a> {
    let ids: Vec<String> = partnerships.iter().map(ToString::to_string).collect();
    Box::new(entity::partnership_id.is_not_null().and(entity::partnership_id.assume_not_null().eq_any(ids)))
}
