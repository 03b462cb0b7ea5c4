//! Kept answers are never stale.

use std::time::{Duration, Instant};

use partnership_register::graph::follower::Follower;
use partnership_register::model::Visibility;
use serde_json::json;

use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

const NAME: &str = r#"{ partnership(slug: "safer-chelmsford") { name } }"#;

#[test]
fn a_commit_is_visible_in_the_very_next_answer() {
    let server = TestServer::founding();
    for i in 0..20 {
        let mut file = founding_file();
        file.partnership.name = format!("Partnership {i}");
        file.projects[0].name = format!("Scheme {i}");
        server.test.import(&file).unwrap();
        let data = server.data(&format!(r#"{{ partnership(slug: "safer-chelmsford") {{ name }} projects(filter: {{ text: "Scheme {i}" }}) {{ totalCount }} }}"#));
        assert_eq!(data["partnership"]["name"], format!("Partnership {i}"));
        assert_eq!(data["projects"]["totalCount"], 1);
        assert_eq!(server.data(NAME)["partnership"]["name"], format!("Partnership {i}"));
    }
}

#[test]
fn commits_during_executions_leave_no_stale_answer() {
    let server = TestServer::founding();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (server, done) = (&server, &done);
        for _ in 0..3 {
            scope.spawn(move || {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    server.data(NAME);
                }
            });
        }
        for i in 0..50 {
            let mut file = founding_file();
            file.partnership.name = format!("Partnership {i}");
            server.test.import(&file).unwrap();
            assert_eq!(server.data(NAME)["partnership"]["name"], format!("Partnership {i}"));
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn what_another_process_commits_is_visible_within_a_second() {
    let here = TestRegister::founding();
    let there = here.afresh();
    let _follower = Follower::start(there.clone());
    let id = here.partnership("safer-chelmsford");
    assert_eq!(there.load(id).unwrap().unwrap().partnership.name, "Safer Chelmsford Partnership");
    let mut file = founding_file();
    file.partnership.name = "Renamed elsewhere".to_owned();
    here.import(&file).unwrap();
    let committed = Instant::now();
    while there.load(id).unwrap().unwrap().partnership.name != "Renamed elsewhere" {
        assert!(committed.elapsed() < Duration::from_secs(1), "not visible after a second");
        std::thread::yield_now();
    }
    assert_eq!(there.directory().partnership(id).unwrap().name, "Renamed elsewhere");
}

#[test]
fn an_answer_that_depends_on_today_changes_at_london_midnight() {
    let test = TestRegister::new();
    let mut file = serde_json::to_value(founding_file()).unwrap();
    file["actions"] =
        json!([{ "key": "one", "text": "Write", "dueOn": "2026-07-01", "visibility": "PUBLIC" }]);
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    let server = TestServer::over(test);
    let overdue = || {
        server.data("{ actions { nodes { isOverdue status } } }")["actions"]["nodes"][0]["isOverdue"] == true
    };
    let at = |time: &str| server.test.clock.set(time.parse().unwrap());
    at("2026-07-01T22:59:59Z");
    assert!(!overdue());
    assert!(!overdue());
    // In summer London is an hour ahead: its next day has begun.
    at("2026-07-01T23:00:00Z");
    assert!(overdue());
}

#[test]
fn the_next_sitting_gives_way_when_it_begins() {
    let test = TestRegister::new();
    let mut file = serde_json::to_value(founding_file()).unwrap();
    let board = file["meetings"].as_array_mut().unwrap().iter_mut().find(|m| m["isBoard"] == true).unwrap();
    board["occurrences"] = json!([
        { "key": "one", "startsOn": "2026-06-01", "startTime": "10:00", "visibility": "PUBLIC" },
        { "key": "two", "startsOn": "2026-09-01", "visibility": "PUBLIC" }]);
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    let server = TestServer::over(test);
    let next = || {
        let data = server.data(
            r#"{ partnership(slug: "safer-chelmsford") { board { nextOccurrence { startsOn startsAt } } } }"#,
        );
        data["partnership"]["board"]["nextOccurrence"].clone()
    };
    let at = |time: &str| server.test.clock.set(time.parse().unwrap());
    at("2026-06-01T08:59:59Z");
    assert_eq!(next()["startsAt"], "2026-06-01T09:00:00.000000Z");
    at("2026-06-01T09:00:00Z");
    assert_eq!(next()["startsOn"], "2026-09-01");
    // A sitting without a time is to come until its day is over in London.
    at("2026-09-01T22:59:59Z");
    assert_eq!(next()["startsOn"], "2026-09-01");
    at("2026-09-01T23:00:00Z");
    assert_eq!(next(), json!(null));
}

#[test]
fn get_answers_carry_an_etag_and_304_when_nothing_changed() {
    let server = TestServer::founding();
    let path = "/graphql?query=%7Bpartnership(slug:%22safer-chelmsford%22)%7Bname%7D%7D";
    let first = server.get(path);
    assert_eq!(first.status, 200);
    let tag = first.header("etag").unwrap().to_owned();
    assert!(first.header("cache-control").unwrap().contains("no-cache"));
    assert_eq!(server.get_if_changed(path, &tag).status, 304);
    let mut file = founding_file();
    file.partnership.name = "Another".to_owned();
    file.projects[0].visibility = Visibility::Partners;
    server.test.import(&file).unwrap();
    let second = server.get_if_changed(path, &tag);
    assert_eq!(second.status, 200);
    assert_ne!(second.header("etag"), Some(tag.as_str()));
}
