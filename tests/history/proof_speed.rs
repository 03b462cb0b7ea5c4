//! A proof from a long history is as fast as from a short one. Takes a minute, so it runs
//! when asked: `cargo test -p register-tests -- --ignored --nocapture a_million_changes_prove`.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use partnership_register::history::checkpoint::Checkpoint;
use partnership_register::history::log::Edge;

use crate::support::asking::everything;
use crate::support::server::TestServer;
use crate::support::{TestRegister, log_keys};

const SIZE: u64 = 1_000_000;

/// Lets the log go on to `SIZE` with leaves of changes that are not there, and signs it.
fn lengthen(test: &TestRegister) {
    use diesel::prelude::*;
    use partnership_register::store::schema::change;
    let mut conn = test.database.url.connect().unwrap();
    let real: Vec<Vec<u8>> =
        change::table.order(change::sequence).select(change::leaf_hash).load(&mut conn).unwrap();
    let (mut edge, mut next) = (Edge::default(), 0_u64);
    let literal = |hash: &[u8; 32]| match test.database.url {
        partnership_register::store::db::DatabaseUrl::Sqlite(_) => format!("x'{}'", hex::encode(hash)),
        partnership_register::store::db::DatabaseUrl::Postgres(_) => format!("'\\x{}'", hex::encode(hash)),
    };
    let mut rows = Vec::new();
    conn.batch_execute("BEGIN").unwrap();
    for place in 0..SIZE {
        let known = real.get(place as usize).map(|leaf| leaf.clone().try_into().unwrap());
        let leaf = known.unwrap_or_else(|| tlog_tiles::tlog::record_hash(&place.to_be_bytes()).0);
        for hash in edge.push(leaf) {
            if known.is_none() {
                rows.push(format!("({next}, {})", literal(&hash)));
            }
            next += 1;
        }
        if rows.len() > 5_000 || place + 1 == SIZE {
            conn.batch_execute(&format!("INSERT INTO log_hash (idx, hash) VALUES {}", rows.join(",")))
                .unwrap();
            rows.clear();
        }
    }
    let origin = "register.example/log/test".to_owned();
    let said = Checkpoint { origin, size: SIZE, root: edge.root(), losses: Vec::new() };
    let signed = said.clone().sign(&log_keys(1)).unwrap();
    conn.batch_execute(&format!(
        "INSERT INTO log_checkpoint (origin, size, at, root, signatures) VALUES (1, {SIZE}, 1, {}, '{}'); COMMIT",
        literal(&said.root),
        signed.signature_lines()
    ))
    .unwrap();
}

#[test]
#[ignore = "takes a minute: run it when asked"]
fn a_million_changes_prove_as_fast_as_few() {
    let test = TestRegister::founding();
    let scope = everything();
    let ask =
        "{ change(id: \"change_7\") { inclusionProof { index leaf hashes checkpoint { size root note } } } }";
    let continued = "{ consistencyProof(from: 80) { to hashes } }";
    let short = median(|| drop(test.see(&scope, ask)));
    lengthen(&test);
    let proved = test.see(&scope, ask);
    assert_eq!(proved["change"]["inclusionProof"]["hashes"].as_array().unwrap().len(), 20);
    let (long, grown) =
        (median(|| drop(test.see(&scope, ask))), median(|| drop(test.see(&scope, continued))));
    println!(
        "a change proved among {SIZE}: {long:?} (among 81: {short:?}); the whole from 80 changes on: {grown:?}"
    );
    let server = TestServer::over(test);
    let body = serde_json::json!({ "query": continued });
    let http = median(|| assert_eq!(server.post(&[], &body).status, 200));
    println!("over HTTP: {http:?}");
    let most = Duration::from_millis(2);
    assert!(long < most && grown < most, "{long:?} {grown:?}");
}

/// The middle of many.
fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// Renames one project after another, from this many threads, and gives how many a second.
fn rate(test: &TestRegister, threads: usize) -> f64 {
    use crate::support::commands::Rename;
    const EACH: usize = 60;
    let projects: Vec<_> =
        test.graph("safer-chelmsford").projects.iter().map(|node| node.record.id).collect();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let project = projects[thread % projects.len()];
            scope.spawn(move || {
                for turn in 0..EACH {
                    let name = if turn % 2 == 0 { "One name" } else { "Another name" };
                    test.run(Rename { project, name }).unwrap();
                }
            });
        }
    });
    (threads * EACH) as f64 / begun.elapsed().as_secs_f64()
}

/// A register whose history nobody signs, as it was before.
fn unsigned() -> TestRegister {
    use partnership_register::commands::gate::Gate;
    let mut test = TestRegister::founding();
    let gate = Gate::open(&test.database.url, test.clock.clone(), Some(test.register.clone())).unwrap();
    test.gate = std::sync::Arc::new(gate);
    test
}

#[test]
#[ignore = "measures: run it alone, on a machine that does nothing else"]
fn signing_costs_at_most_15_percent_of_the_rate_of_writes() {
    let folder = tempfile::tempdir().unwrap();
    let clock = partnership_register::clock::Clock::manual(crate::support::beginning());
    let database = TestRegister::founding().into_database();
    let signed = TestRegister::signed(database, clock, &log_keys(1), Some(&folder.path().join("outside")));
    let plain = unsigned();
    for threads in [1, 16] {
        let mut ratios: Vec<f64> = (0..9)
            .map(|round| match round % 2 == 0 {
                true => rate(&signed, threads) / rate(&plain, threads),
                false => 1.0 / (rate(&plain, threads) / rate(&signed, threads)),
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        let middle = ratios[ratios.len() / 2];
        println!("{threads} at a time: signed writes are {middle:.3} of unsigned ones ({ratios:.3?})");
        assert!(middle > 0.85, "{middle}");
    }
}
