//! The documents in `docs/examples` are those that the program makes.

use super::scene::{CHELMSFORD, PAPER, STRATEGY, served};
use crate::source::root;
use crate::support::server::TestServer;

/// Compares a file with what is made now; with EXAMPLES set, writes it instead.
fn compare(name: &str, made: &[u8]) {
    let path = root().join("docs/examples").join(name);
    if std::env::var_os("EXAMPLES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        return std::fs::write(path, made).unwrap();
    }
    let kept = std::fs::read(&path).unwrap_or_default();
    assert!(kept == made, "docs/examples/{name} is not what the program makes: run `make examples`");
}

#[test]
fn the_examples_are_what_the_program_makes() {
    if crate::support::Database::is_postgres() {
        return;
    }
    let founding = TestServer::founding();
    for (name, form) in [("strategy.html", ".html"), ("strategy.pdf", ".pdf")] {
        compare(&format!("{CHELMSFORD}-{name}"), &founding.bytes(&format!("{STRATEGY}{form}")).bytes);
    }
    let quarter = served("PUBLIC");
    for (name, form) in [("board-paper.html", ".html"), ("board-paper.pdf", ".pdf")] {
        compare(&format!("{CHELMSFORD}-{name}"), &quarter.bytes(&format!("{PAPER}{form}")).bytes);
    }
    let calendar = quarter.get(&format!("/partnerships/{CHELMSFORD}/calendar.ics")).body;
    compare(&format!("{CHELMSFORD}-calendar.ics"), numbered(&calendar).as_bytes());
}

/// A calendar whose entries are numbered: the ids of records are others each time.
fn numbered(calendar: &str) -> String {
    let mut count = 0;
    let number = |line: &str| match line.strip_prefix("UID:").and_then(|id| id.rsplit_once('_')) {
        Some((noun, rest)) => {
            count += 1;
            format!("UID:{noun}_{count:032}{}", &rest[32..])
        }
        None => line.to_owned(),
    };
    calendar.split_inclusive('\n').map(number).collect()
}
