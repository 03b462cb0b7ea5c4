//! A register of its own for each test.

pub mod accounts;
pub mod asking;
pub mod commands;
pub mod database;
pub mod dice;
pub mod files;
pub mod load;
pub mod people;
pub mod program;
pub mod remote;
pub mod server;
pub mod smtp;
pub mod values;

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use partnership_register::clock::Clock;
use partnership_register::commands::gate::{Command, Gate};
use partnership_register::commands::import::{self, Options, Report};
use partnership_register::commands::notary::Notary;
use partnership_register::error::{Error, Result};
use partnership_register::graph::partnership::PartnershipGraph;
use partnership_register::graph::register::Register;
use partnership_register::graphql::RegisterSchema;
use partnership_register::history::change::Actor;
use partnership_register::history::key::{KeyRing, SigningKey};
use partnership_register::model::PartnershipId;
use partnership_register::model::file::PartnershipFile;
use partnership_register::store::Reader;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::{Store, migrate};

pub use database::Database;
pub use files::{any_file, founding_file};

/// A register on an empty database, with a clock that the test moves.
pub struct TestRegister {
    schema: std::sync::OnceLock<RegisterSchema>,
    pub gate: Arc<Gate>,
    pub register: Register,
    pub clock: Clock,
    pub notary: Notary,
    // Last, so that it is removed when nobody uses it any more.
    pub database: Arc<Database>,
}

/// When the clock of a test begins.
pub fn beginning() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// How much memory the graphs may take.
const GRAPH_BYTES: u64 = 64 << 20;

impl TestRegister {
    pub fn new() -> Self {
        Self::over(Database::create())
    }

    /// The founding partnership in a SQLite file that stays.
    pub fn in_file(url: DatabaseUrl) -> Self {
        let test = Self::over(Database::of(url));
        test.import(&founding_file()).unwrap();
        test
    }

    /// A register on a database that may hold one already.
    pub fn over(database: Database) -> Self {
        let clock = Clock::manual(beginning());
        let mut conn = database.url.connect().unwrap();
        migrate::migrate(&database.url, &mut conn).unwrap();
        drop(conn);
        Self::on(Arc::new(database), clock)
    }

    fn on(database: Arc<Database>, clock: Clock) -> Self {
        Self::signed(database, clock, &log_keys(1), None)
    }

    /// A register whose history is signed with these keys, and its checkpoints kept there.
    pub fn signed(database: Arc<Database>, clock: Clock, keys: &KeyRing, kept: Option<&Path>) -> Self {
        let register = open(&database, &clock);
        let notary = Notary::new(keys.clone(), "register.example/log/test".to_owned(), kept).unwrap();
        let gate =
            Gate::signed(&database.url, clock.clone(), Some(register.clone()), Some(notary.clone())).unwrap();
        let gate = Arc::new(gate);
        notary.catch_up(&gate).unwrap();
        TestRegister { schema: Default::default(), gate, register, clock, notary, database }
    }

    /// A register in a SQLite file, with its key and its checkpoints where `serve` has them.
    pub fn signed_in_file(url: DatabaseUrl) -> Self {
        let DatabaseUrl::Sqlite(path) = &url else { panic!("{url} is no file") };
        let beside = |end: &str| std::path::PathBuf::from(format!("{}{end}", path.display()));
        std::fs::write(beside(".proof-key"), log_key_lines(1)).unwrap();
        let kept = beside(".checkpoints");
        let clock = Clock::manual(beginning());
        migrate::migrate(&url, &mut url.connect().unwrap()).unwrap();
        Self::signed(Arc::new(Database::of(url)), clock, &log_keys(1), Some(&kept))
    }

    /// A second server's part of the same database: with a gate of its own.
    pub fn beside(&self) -> Self {
        Self::on(Arc::clone(&self.database), self.clock.clone())
    }

    /// A register that holds the founding partnership.
    pub fn founding() -> Self {
        let test = Self::new();
        test.import(&founding_file()).unwrap();
        test
    }

    /// Ends what uses the database, and keeps it.
    pub fn into_database(self) -> Arc<Database> {
        let TestRegister { database, .. } = self;
        database
    }

    /// Another process's view of the same database: loaded afresh, nothing applied.
    pub fn afresh(&self) -> Register {
        open(&self.database, &self.clock)
    }

    pub fn import(&self, file: &PartnershipFile) -> Result<Report> {
        self.import_with(file, Options::default())
    }

    pub fn import_with(&self, file: &PartnershipFile, options: Options) -> Result<Report> {
        import::import(&self.gate, file.clone(), options)
    }

    /// Runs a command as somebody who is not the import.
    pub fn run<C: Command>(&self, command: C) -> Result<C::Output> {
        let actor = Actor { id: "user_1".to_owned(), role: "COORDINATOR".to_owned(), agency: None };
        self.gate.run_blocking(command, actor, "request_1".to_owned())
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now() + TimeDelta::seconds(seconds));
    }

    pub fn reader(&self) -> Reader {
        self.register.store().reader().unwrap()
    }

    pub fn partnership(&self, slug: &str) -> PartnershipId {
        self.register.directory().partnership_by_slug(slug).unwrap().id
    }

    pub fn graph(&self, slug: &str) -> Arc<PartnershipGraph> {
        self.register.load(self.partnership(slug)).unwrap().unwrap()
    }

    /// The sequence of the last change.
    pub fn sequence(&self) -> u64 {
        partnership_register::store::change::head(&mut self.reader()).unwrap().0
    }
}

/// So many keys that sign, always the same, the newest last.
pub fn log_keys(count: u8) -> KeyRing {
    KeyRing::read(&log_key_lines(count)).unwrap()
}

fn log_key_lines(count: u8) -> String {
    (1..=count).map(|seed| SigningKey::of([seed; 32]).written("test") + "\n").collect()
}

fn open(database: &Database, clock: &Clock) -> Register {
    let store = Store::open(&database.url, 2).unwrap();
    Register::open(store, clock.clone(), GRAPH_BYTES).unwrap()
}

/// The problems for which a file was refused, each as one line.
pub fn problems<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(problems)) => problems.iter().map(ToString::to_string).collect(),
        other => panic!("expected a refusal with problems, got {other:?}"),
    }
}

/// Properties are tried with few cases, as each has a database of its own; with fewer on
/// PostgreSQL, which takes longer to make one.
pub fn cases(cases: u32) -> proptest::test_runner::Config {
    let cases = if Database::is_postgres() { cases.div_ceil(3) } else { cases };
    proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() }
}

/// Runs what is asynchronous to its end.
pub fn wait_for<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Waits until something has come about on another thread.
pub fn until(what: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !what() {
        assert!(start.elapsed() < std::time::Duration::from_secs(10), "it did not come about");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
