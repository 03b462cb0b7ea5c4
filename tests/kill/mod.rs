//! The server is killed while it writes, again and again. Nothing that it acknowledged is
//! lost or doubled, and nothing is half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use partnership_register::store::verify;

use crate::support::dice::Dice;
use crate::support::load::{Found, Writer};
use crate::support::program::Serving;
use crate::support::remote::{Remote, SignedIn, until};
use crate::support::{Database, TestRegister};

/// How often the server is killed; `make soak` does it more often.
fn kills() -> u64 {
    std::env::var("KILLS").map_or(20, |kills| kills.parse().unwrap())
}

const WRITERS: usize = 4;

/// A register with somebody signed in and a project for each writer. No process has the
/// database open any more, so that the server alone has to mend it.
fn prepared() -> (Arc<Database>, SignedIn, Vec<Writer>) {
    let test = TestRegister::founding();
    let session = SignedIn::coordinator(&test);
    let graph = test.graph("safer-chelmsford");
    let writers = graph.projects.iter().take(WRITERS).enumerate().map(|(n, project)| {
        let (id, version) = (project.record.id.to_string(), i64::from(project.record.head.version));
        Writer::new(&format!("writer{n}"), &id, version)
    });
    let writers = writers.collect();
    drop(graph);
    (test.into_database(), session, writers)
}

#[test]
fn what_was_acknowledged_is_there_once_however_often_the_server_is_killed() {
    let (database, session, mut writers) = prepared();
    let mut dice = Dice::new(4711);
    for kill in 1..=kills() {
        let server = Serving::start(&database.url, 0, &[]);
        let remote = Remote::of(&server, Some(&session));
        let (stop, written) = (AtomicBool::new(false), AtomicUsize::new(0));
        let enough = 8 + dice.below(40);
        std::thread::scope(|threads| {
            for writer in &mut writers {
                threads.spawn(|| writer.write(&remote, &stop, &written));
            }
            until("enough was written", || written.load(Ordering::Relaxed) >= enough);
            server.kill();
            stop.store(true, Ordering::Relaxed);
        });
        let mut conn = database.url.connect().unwrap();
        let found = Found::read(&mut conn);
        for writer in &writers {
            found.check(writer);
        }
        if kill % 5 == 0 || kill == kills() {
            assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
        }
    }
    let server = Serving::start(&database.url, 0, &[]);
    let remote = Remote::of(&server, Some(&session));
    for writer in &mut writers {
        assert!(writer.finish(&remote), "{writer:?}");
    }
    let found = Found::read(&mut database.url.connect().unwrap());
    writers.iter().for_each(|writer| found.check(writer));
    assert_eq!(server.stop(), Some(0));
}
