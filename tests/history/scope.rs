//! One rule of who sees what, in memory and in SQL.

use partnership_register::auth::scope::Scope;
use partnership_register::model::*;
use partnership_register::store::list::{self, Filter, ListQuery, Order, Slice};
use partnership_register::store::search::{self, HitSlice, SearchQuery};
use partnership_register::store::{entity, records};
use proptest::prelude::*;

use super::{after_imports, known};
use crate::support::dice::Dice;
use crate::support::{TestRegister, cases};

fn any_scope(dice: &mut Dice, test: &TestRegister) -> Scope {
    let partnerships: Vec<PartnershipId> =
        known(&test.register).into_iter().map(|slug| test.partnership(slug)).collect();
    let agencies: Vec<AgencyId> = test.register.directory().agencies().iter().map(|a| a.id).collect();
    let some = dice.some(&partnerships);
    Scope {
        everything: dice.once_in(8),
        accounts: false,
        all_partners: dice.once_in(4),
        whole: if dice.once_in(3) {
            dice.some(&partnerships).into_iter().collect()
        } else {
            Default::default()
        },
        partners: dice.some(&partnerships).into_iter().collect(),
        agencies: some.into_iter().map(|p| (p, dice.some(&agencies).into_iter().collect())).collect(),
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn the_scope_allows_in_memory_exactly_what_it_allows_in_sql(
        seeds in proptest::collection::vec(any::<u64>(), 2..4),
        chance: u64,
    ) {
        let test = after_imports(&seeds, |_, _| {});
        let mut dice = Dice::new(chance);
        let mut conn = test.reader();
        let mut all = records::of_directory(&mut conn).unwrap();
        all.retain(|record| record.entity() != EntityType::Partnership);
        for slug in known(&test.register) {
            all.extend(test.graph(slug).records());
        }
        for _ in 0..12 {
            let scope = any_scope(&mut dice, &test);
            for entity in EntityType::ALL {
                let mut allowed: Vec<AnyId> = Vec::new();
                for record in all.iter().filter(|record| record.entity() == *entity) {
                    let exposure = entity::exposure(&mut conn, record.id()).unwrap().unwrap();
                    if scope.allows(record.partnership(), &exposure) {
                        allowed.push(record.id());
                    }
                }
                let filter = Filter { with_archived: true, ..Filter::default() };
                let query = ListQuery { entity: *entity, scope: scope.clone(), filter, order: Order::Name };
                let slice = Slice { limit: 100_000, backward: false, after: None, before: None };
                let mut listed: Vec<AnyId> =
                    list::slice(&mut conn, &query, &slice).unwrap().into_iter().map(|place| place.id).collect();
                prop_assert_eq!(list::count(&mut conn, &query).unwrap() as usize, listed.len());
                allowed.sort();
                listed.sort();
                prop_assert_eq!(allowed, listed, "{:?} under {:?}", entity, &scope);
            }
        }
    }

    #[test]
    fn the_views_of_a_graph_show_what_the_entity_rows_allow(seeds in proptest::collection::vec(any::<u64>(), 1..4)) {
        let test = after_imports(&seeds, |_, _| {});
        let mut conn = test.reader();
        for slug in known(&test.register) {
            let graph = test.graph(slug);
            for record in graph.records() {
                let kept = entity::exposure(&mut conn, record.id()).unwrap();
                prop_assert_eq!(graph.exposure(record.id()).cloned(), kept, "{}", record.id());
            }
        }
    }

    #[test]
    fn an_agencys_public_list_is_the_same_by_the_short_way_and_the_long(
        seeds in proptest::collection::vec(any::<u64>(), 1..4),
    ) {
        let test = after_imports(&seeds, |_, _| {});
        let mut conn = test.reader();
        for agency in test.register.directory().agencies() {
            for role in [None, Some(AgencyRole::Lead), Some(AgencyRole::Partner)] {
                let list = |statuses: Vec<&'static str>| ListQuery {
                    entity: EntityType::Project,
                    scope: Scope::anonymous(),
                    filter: Filter { agency: Some((agency.id, role)), statuses, ..Filter::default() },
                    order: Order::Name,
                };
                let every = ProjectStatus::ALL.iter().map(|status| status.word()).collect();
                let slice = Slice { limit: 1_000, backward: false, after: None, before: None };
                let short = list::slice(&mut conn, &list(Vec::new()), &slice).unwrap();
                let long = list::slice(&mut conn, &list(every), &slice).unwrap();
                let ids = |places: Vec<list::Place>| places.into_iter().map(|p| p.id).collect::<Vec<_>>();
                prop_assert_eq!(ids(short), ids(long));
            }
        }
    }
}

#[test]
fn search_finds_what_the_scope_allows_and_nothing_else() {
    let test = after_imports(&[2, 3, 5, 8], |_, _| {});
    let mut conn = test.reader();
    let mut search = |scope: &Scope| {
        let query = SearchQuery {
            words: "safer".to_owned(),
            entities: EntityType::ALL.to_vec(),
            partnership: None,
            scope: scope.clone(),
        };
        let slice = HitSlice { limit: 10_000, backward: false, after: None, before: None };
        search::find(&mut conn, &query, &slice).unwrap().hits
    };
    let everything = search(&Scope { everything: true, ..Scope::default() });
    let public = search(&Scope::anonymous());
    assert!(!public.is_empty() && public.len() < everything.len());
    let mut conn = test.reader();
    for hit in everything {
        let exposure = entity::exposure(&mut conn, hit.id).unwrap().unwrap();
        let seen = public.iter().any(|seen| seen.id == hit.id);
        assert_eq!(seen, Scope::anonymous().allows(hit.partnership, &exposure), "{}", hit.id);
    }
}
