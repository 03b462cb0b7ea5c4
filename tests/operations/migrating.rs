//! Several programs that bring one database up to date at one time.

use std::process::Stdio;

use crate::support::Database;
use crate::support::program::{program, run, said};

#[test]
fn of_several_that_migrate_at_once_one_does_it_and_the_others_find_it_done() {
    let database = Database::create();
    let migrating = (0..4).map(|_| {
        let mut command = program(&database.url, &["migrate"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let migrating: Vec<_> = migrating.collect();
    let said: Vec<_> = migrating.into_iter().map(|child| said(child.wait_with_output().unwrap())).collect();
    assert!(said.iter().all(|said| said.status == 0), "{said:?}");
    let did = said.iter().filter(|said| said.stdout.contains("brought")).count();
    assert_eq!(did, 1, "{said:?}");
    assert_eq!(run(&database.url, &["check", "--deep"]).status, 0);
}
