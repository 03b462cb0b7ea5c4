//! A long history answers as fast as a short one. Takes minutes, so it runs when asked:
//! `cargo test -p register-tests -- --ignored --nocapture a_million_changes`.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use partnership_register::auth::scope::Scope;
use partnership_register::model::*;
use partnership_register::store::Conn;
use partnership_register::store::change::count::{self, Count};
use partnership_register::store::change::list::{self, ChangeFilter, ChangeQuery, ChangeSlice};

use crate::support::asking::{everything, partner, whole};
use crate::support::commands::Rename;
use crate::support::{Database, TestRegister};

const SLUG: &str = "safer-chelmsford";

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Text)]
    entity_id: String,
    #[diesel(sql_type = BigInt)]
    sequence: i64,
}

/// Over how many records of the founding partnership its changes go round, so that each
/// has a full page of them among the first ten thousand.
const RECORDS: i64 = 40;

/// What differs between the databases in the statements that fill one.
struct Dialect {
    numbers: &'static str,
    hex: fn(&str) -> String,
    hash: &'static str,
}

fn dialect() -> Dialect {
    match Database::is_postgres() {
        true => Dialect {
            numbers: "WITH n AS (SELECT i::bigint AS i FROM generate_series({first}::bigint, {last}::bigint) i)",
            hex: |number| format!("lpad(to_hex(({number})::bigint), 32, '0')"),
            hash: "sha256(n.i::text::bytea)",
        },
        false => Dialect {
            numbers: "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})",
            hex: |number| format!("printf('%032x', {number})"),
            hash: "randomblob(32)",
        },
    }
}

/// Fills the history up to `last` further changes, `gap` seconds apart: one of `share` is
/// of the founding partnership's records, the others of 300 others', which have no rows of
/// their own.
fn fill(conn: &mut Conn, test: &TestRegister, (first, last): (i64, i64), share: i64, gap: i64) {
    let Dialect { numbers, hex, hash } = dialect();
    let numbers = numbers.replace("{first}", &first.to_string()).replace("{last}", &last.to_string());
    let (own, base) = (test.partnership(SLUG), test.sequence() as i64);
    let (known, period) = (RECORDS, share * RECORDS);
    let at = test.clock.now().timestamp_micros();
    let (project, partnership) = (hex("1000000 + n.i % 1000"), hex("n.i % 300"));
    let (mine, theirs, agency) =
        (hex(&format!("n.i / {share} % 40")), hex("1000 + n.i % 500"), hex("n.i % 50"));
    conn.batch_execute(&format!(
        "BEGIN;
         INSERT INTO change (sequence, at, transaction_id, action, command, entity_type, entity_id,
             partnership_id, visibility, actor_id, actor_role, actor_agency_id, request_id,
             previous_sequence, commitments, leaf_hash)
         {numbers}
         SELECT {base} + n.i, {at} + n.i * 1000000 * {gap}, 'transaction', 'UPDATE', 'project.update',
             CASE WHEN n.i % {share} = 0 THEN k.entity_type ELSE 'PROJECT' END,
             CASE WHEN n.i % {share} = 0 THEN k.entity_id ELSE 'project_' || {project} END,
             CASE WHEN n.i % {share} = 0 THEN '{own}' ELSE 'partnership_' || {partnership} END,
             'PUBLIC',
             CASE WHEN n.i % {share} = 0 THEN 'user_' || {mine} ELSE 'user_' || {theirs} END,
             'PARTNER_ADMIN', 'agency_' || {agency}, 'request',
             CASE WHEN n.i % {share} = 0
                 THEN CASE WHEN n.i > {period} THEN {base} + n.i - {period} ELSE k.last END
                 ELSE CASE WHEN n.i > 1000 THEN {base} + n.i - 1000 END END,
             '{{}}', {hash}
         FROM n JOIN known k ON k.place = CASE WHEN n.i % {share} = 0 THEN n.i / {share} % {known} ELSE 0 END;
         INSERT INTO change_value (sequence, after)
         {numbers}
         SELECT {base} + n.i, k.after
         FROM n JOIN known k ON k.place = CASE WHEN n.i % {share} = 0 THEN n.i / {share} % {known} ELSE 0 END;
         COMMIT;"
    ))
    .unwrap();
    if Database::is_postgres() {
        conn.batch_execute("ANALYZE").unwrap();
    }
}

const FIELDS: &str = "nodes { id sequence at action entityLabel reason actor { name role agency { name } }
    fields { field before after added removed } } pageInfo { hasNextPage endCursor }";

/// What is asked, by whom, and whether a bar is set for it.
fn questions(test: &TestRegister, entity: &str) -> Vec<(&'static str, Scope, String, bool)> {
    let actor = format!("user_{:032x}", 7);
    let ask = |filter: &str| format!("{{ changes(first: 20, filter: {{ {filter} }}) {{ {FIELDS} }} }}");
    let newest = format!("{{ changes(first: 20) {{ {FIELDS} }} }}");
    let (all, coordinator) = (everything(), whole(test, SLUG));
    let admin = partner(test, SLUG, "chelmsford-city-council");
    let of_entity = ask(&format!("entity: \"{entity}\""));
    let of_actor = ask(&format!("actor: \"{actor}\""));
    vec![
        ("the newest page, auditor", all.clone(), newest.clone(), true),
        ("the newest page, coordinator", coordinator.clone(), newest.clone(), true),
        ("the newest page, partner admin", admin.clone(), newest, true),
        ("one entity's history, auditor", all.clone(), of_entity.clone(), true),
        ("one entity's history, partner admin", admin.clone(), of_entity, true),
        ("one actor's history, auditor", all.clone(), of_actor.clone(), true),
        ("one actor's history, partner admin", admin.clone(), of_actor, true),
        (
            "projects of one partnership",
            coordinator.clone(),
            ask(&format!("type: [PROJECT], partnership: \"{SLUG}\"")),
            false,
        ),
        ("what was archived, auditor", all.clone(), ask("action: [ARCHIVE]"), false),
        ("what is unusual, auditor", all.clone(), ask("unusual: true"), false),
        ("what is unusual, coordinator", coordinator.clone(), ask("unusual: true"), false),
        ("totalCount, auditor", all.clone(), "{ changes(first: 1) { totalCount } }".to_owned(), false),
        ("a text that nothing holds, auditor", all, ask("text: \"zanzibar\""), false),
        ("a text that nothing holds, partner admin", admin, ask("text: \"zanzibar\""), false),
    ]
}

/// The lower quartile of some answers' times: what else the machine does counts little.
fn usual(test: &TestRegister, scope: &Scope, query: &str) -> Duration {
    for _ in 0..3 {
        test.see(scope, query);
    }
    let mut times: Vec<Duration> = (0..31)
        .map(|_| {
            let begin = Instant::now();
            test.see(scope, query);
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 4]
}

/// Notes the records whose changes are repeated: the last change of each.
fn know(conn: &mut Conn, test: &TestRegister) {
    conn.batch_execute(&format!(
        "CREATE TEMPORARY TABLE known AS
         SELECT row_number() OVER (ORDER BY c.sequence DESC) - 1 AS place, c.entity_id, c.entity_type,
             c.sequence AS last, v.after
         FROM change c JOIN change_value v ON v.sequence = c.sequence
         WHERE c.partnership_id = '{}'
             AND NOT EXISTS (SELECT 1 FROM change later WHERE later.previous_sequence = c.sequence)
         ORDER BY c.sequence DESC LIMIT {RECORDS}",
        test.partnership(SLUG)
    ))
    .unwrap();
}

#[test]
fn what_is_rare_is_found_far_back_and_what_was_not_looked_at_is_not_told_as_nothing() {
    let test = TestRegister::founding();
    test.wait(60);
    let project = test.graph(SLUG).projects[0].record.id;
    test.run(Rename { project, name: "Another name" }).unwrap();
    let renamed = test.sequence();
    let mut conn = test.database.url.connect().unwrap();
    know(&mut conn, &test);
    fill(&mut conn, &test, (1, 5_000), 1, 1);
    let filter = ChangeFilter {
        field: Some("name".to_owned()),
        actions: vec![ChangeAction::Update],
        ..ChangeFilter::default()
    };
    let query = ChangeQuery { scope: everything(), filter };
    let slice = ChangeSlice { limit: 20, backward: false, after: None, before: None };
    let mut reader = test.reader();
    let (long, no_time) = (Duration::from_secs(600), Duration::ZERO);
    let found = list::page_within(&mut reader, &query, &slice, long).unwrap();
    assert_eq!(found.changes.iter().map(|change| change.sequence).collect::<Vec<_>>(), [renamed]);
    let counted = count::count_within(&mut reader, &query, long).unwrap();
    assert_eq!(counted, Count { counted: 1, is_all: true });
    // Whoever has no time looks at the newest and says that there may be more.
    let found = list::page_within(&mut reader, &query, &slice, no_time).unwrap();
    assert!(found.changes.is_empty() && found.more && found.horizon.is_some());
    let counted = count::count_within(&mut reader, &query, no_time).unwrap();
    assert_eq!(counted, Count { counted: 0, is_all: false });
}

#[test]
#[ignore = "takes minutes"]
fn a_million_changes_are_read_as_fast_as_ten_thousand() {
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    if Database::is_postgres() {
        conn.batch_execute("SET statement_timeout = 0").unwrap();
    }
    know(&mut conn, &test);
    let known: Vec<Known> = diesel::sql_query("SELECT entity_id, last AS sequence FROM known ORDER BY place")
        .load(&mut conn)
        .unwrap();
    assert!(known[0].sequence > 0);
    let asked = questions(&test, &known[0].entity_id);
    let measure = || asked.iter().map(|(_, scope, query, _)| usual(&test, scope, query)).collect::<Vec<_>>();
    let base = test.sequence() as i64;
    fill(&mut conn, &test, (1, 10_000 - base), 10, 1);
    let short = measure();
    let begin = Instant::now();
    fill(&mut conn, &test, (10_000 - base + 1, 1_000_000 - base), 10, 1);
    println!("filled in {:.0?}", begin.elapsed());
    let long = measure();
    let mut slow = Vec::new();
    println!("| asked | 10,000 changes | 1,000,000 changes | ratio |\n| --- | --- | --- | --- |");
    for (((what, _, _, bar), short), long) in asked.iter().zip(short).zip(long) {
        let ratio = long.as_secs_f64() / short.as_secs_f64();
        println!("| {what} | {short:.2?} | {long:.2?} | {ratio:.2} |");
        if *bar && ratio > 2.0 {
            slow.push(*what);
        }
    }
    assert!(slow.is_empty(), "more than twice as slow: {slow:?}");
}

/// How often the founding partnership is changed in this test: 100,000 times a year.
const GAP: i64 = 316;

/// Everything that the page of a plan shows.
const PLAN: &str = "name agencies { name } strategy { title priorities { heading summary leadAgencies { name }
    focusAreas { title } projects { name status leadAgency { name } } meetings { name } events { name } } }
    memberships { agency { name } capacity } projects(first: 100) { nodes { name description } } meetings { nodes { name } }";

#[test]
#[ignore = "takes a minute"]
fn a_year_old_plan_is_read_cold_after_a_hundred_thousand_changes() {
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    know(&mut conn, &test);
    let begun = test.clock.now();
    fill(&mut conn, &test, (1, 100_000 - test.sequence() as i64), 1, GAP);
    test.clock.set(begun + chrono::TimeDelta::days(367));
    let ask = |register: &TestRegister, minutes: i64| {
        let at = (begun + chrono::TimeDelta::minutes(minutes)).to_rfc3339();
        let query = format!("{{ partnership(slug: \"{SLUG}\", asOf: \"{at}\") {{ {PLAN} }} }}");
        let begin = Instant::now();
        let told = register.see(&everything(), &query);
        assert!(
            told["partnership"]["strategy"]["priorities"].as_array().is_some_and(|list| !list.is_empty())
        );
        begin.elapsed()
    };
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for minutes in 60..75 {
        // Nothing in memory: neither the plan of now nor a past one, and no statement.
        let cold = test.beside();
        cold.see(&everything(), "{ __typename }");
        first.push(ask(&cold, minutes));
        later.push(ask(&cold, minutes + 100));
    }
    first.sort_unstable();
    later.sort_unstable();
    let (first, later) = (first[first.len() / 2], later[later.len() / 2]);
    println!(
        "| the first answer of a server | another moment later |\n| --- | --- |\n| {first:.1?} | {later:.1?} |"
    );
    assert!(first < Duration::from_millis(50) || cfg!(debug_assertions), "{first:?}");
}
