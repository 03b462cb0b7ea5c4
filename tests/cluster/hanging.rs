//! A database that takes what is sent to it and answers nothing.

use std::time::{Duration, Instant};

use partnership_register::store::db::DatabaseUrl;
use serde_json::json;

use super::postgres::Cluster;
use crate::support::program::Serving;
use crate::support::remote::{Remote, SignedIn};
use crate::support::{Database, TestRegister, founding_file};

#[test]
fn a_server_whose_database_hangs_says_so_and_stops_when_it_is_asked_to() {
    if !Database::has_postgres() {
        return;
    }
    let cluster = Cluster::new();
    let url = DatabaseUrl::Postgres(cluster.url());
    let test = TestRegister::over(Database::of(url.clone()));
    test.import(&founding_file()).unwrap();
    let session = SignedIn::coordinator(&test);
    drop(test);
    let server = Serving::start(&url, 0, &[]);
    assert!(Remote::of(&server, None).is_ready());
    let hanging = cluster.primary.hang();
    let began = Instant::now();
    assert!(!Remote::of(&server, None).is_ready());
    assert!(began.elapsed() < Duration::from_secs(6), "after {:?}", began.elapsed());
    // Who asks cannot be found out.
    let asked = json!({ "query": "{ viewer { kind } }" });
    let (status, answer) = Remote::of(&server, Some(&session)).post(None, &asked).unwrap();
    assert_eq!((status, answer["errors"][0]["extensions"]["code"].as_str()), (503, Some("UNAVAILABLE")));
    let began = Instant::now();
    assert_eq!(server.stop(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(15), "after {:?}", began.elapsed());
    drop(hanging);
}
