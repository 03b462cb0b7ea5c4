//! A command is done wholly or not at all.

use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use partnership_register::error::Error;
use partnership_register::model::*;
use partnership_register::store::list::{self, Filter, ListQuery, Order, Slice};

use crate::support::commands::{Rename, RenameAndFail, RenameAndPanic};
use crate::support::{TestRegister, founding_file};

fn pubwatch(test: &TestRegister) -> Project {
    let graph = test.graph("safer-chelmsford");
    (*graph.projects.iter().find(|p| p.record.head.key == "pubwatch").unwrap().record).clone()
}

#[test]
fn an_error_in_a_command_leaves_nothing_behind() {
    let test = TestRegister::founding();
    let (before, sequence) = (pubwatch(&test), test.sequence());
    let failed = test.run(RenameAndFail(Rename { project: before.id, name: "Never" }));
    assert!(matches!(failed, Err(Error::BadRequest(_))));
    assert_eq!(test.sequence(), sequence);
    assert_eq!(pubwatch(&test), before);
    let afresh = test.afresh();
    let graph = afresh.load(test.partnership("safer-chelmsford")).unwrap().unwrap();
    assert_eq!(*graph, *test.graph("safer-chelmsford"));
    let query = ListQuery {
        entity: EntityType::Project,
        scope: Default::default(),
        filter: Filter { text: Some("never".to_owned()), ..Filter::default() },
        order: Order::Name,
    };
    let slice = Slice { limit: 10, backward: false, after: None, before: None };
    assert!(list::slice(&mut test.reader(), &query, &slice).unwrap().is_empty());
    // The sequence that the failed command took is the next one's.
    test.run(Rename { project: before.id, name: "Pub Watch" }).unwrap();
    assert_eq!(test.sequence(), sequence + 1);
    assert_eq!(pubwatch(&test).name, "Pub Watch");
}

#[test]
fn a_command_that_panics_takes_no_other_with_it() {
    let test = TestRegister::founding();
    let (before, sequence) = (pubwatch(&test), test.sequence());
    let panicked = test.run(RenameAndPanic(Rename { project: before.id, name: "Never" }));
    assert!(matches!(panicked, Err(Error::Unavailable(_))), "{panicked:?}");
    assert_eq!(pubwatch(&test), before);
    test.run(Rename { project: before.id, name: "Pub Watch" }).unwrap();
    assert_eq!((test.sequence(), pubwatch(&test).name.as_str()), (sequence + 1, "Pub Watch"));
}

#[test]
fn what_one_server_writes_without_a_history_waits_for_what_another_does() {
    let here = TestRegister::founding();
    let there = here.beside();
    let (inside, told) = channel();
    let (go, waits) = channel::<()>();
    let (inside, waits) = (Mutex::new(inside), Mutex::new(waits));
    std::thread::scope(|threads| {
        let gate = &here.gate;
        threads.spawn(move || {
            gate.operate_blocking(move |_, _| {
                inside.lock().unwrap().send(()).unwrap();
                waits.lock().unwrap().recv().unwrap();
                Ok(())
            })
        });
        told.recv().unwrap();
        let (done, is_done) = channel();
        let gate = &there.gate;
        threads.spawn(move || {
            gate.operate_blocking(|_, _| Ok(())).unwrap();
            done.send(()).unwrap();
        });
        let soon = is_done.recv_timeout(Duration::from_millis(200));
        go.send(()).unwrap();
        assert_eq!(soon, Err(RecvTimeoutError::Timeout), "it did not wait");
        is_done.recv().unwrap();
    });
}

#[test]
fn commands_from_many_threads_are_each_done_or_refused() {
    let test = TestRegister::founding();
    let (before, sequence) = (pubwatch(&test), test.sequence());
    std::thread::scope(|threads| {
        for thread in 0..8 {
            let (test, project) = (&test, before.id);
            threads.spawn(move || {
                for _ in 0..4 {
                    let rename = Rename { project, name: "Pub Watch" };
                    match thread % 2 {
                        0 => test.run(rename).unwrap(),
                        _ => assert!(test.run(RenameAndFail(rename)).is_err()),
                    }
                }
            });
        }
    });
    assert_eq!(test.sequence(), sequence + 16);
    assert_eq!(pubwatch(&test).head.version, before.head.version + 16);
    assert!(test.import(&founding_file()).is_err(), "what they changed is not written over");
}

#[test]
fn a_command_that_writes_nothing_takes_no_sequence() {
    let test = TestRegister::founding();
    let sequence = test.sequence();
    let nobody = ProjectId::default();
    assert!(matches!(test.run(Rename { project: nobody, name: "x" }), Err(Error::NotFound(_))));
    test.import(&founding_file()).unwrap();
    assert_eq!(test.sequence(), sequence);
}
