//! Honest use, which must never be taken for an attack: changes, crashes, restarts, new
//! keys, erased values, and older backups whose loss is declared, in any order.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use partnership_register::clock::Clock;
use partnership_register::commands::evidence::{self, Asked, By, Signed};
use partnership_register::commands::gate::{Call, Gate};
use partnership_register::commands::notary::Notary;
use partnership_register::commands::redact::RedactValue;
use partnership_register::graph::register::Register;
use partnership_register::history::change::Actor;
use partnership_register::history::checkpoint::{Checkpoint, SignedCheckpoint};
use partnership_register::history::evidence::verify::{self, Kept, Report, Standing};
use partnership_register::history::kept;
use partnership_register::history::key::{KeyRing, PublicKey, SigningKey};
use partnership_register::model::file::PartnershipFile;
use partnership_register::model::{ProjectId, Role};
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::verify as tables;
use partnership_register::store::{Store, backup, change, checkpoint};

use super::bundle::python;
use super::scene::{ORIGIN, Reword, connect, everything};
use crate::source::root;
use crate::support::dice::Dice;
use crate::support::people::Person;
use crate::support::{Database, TestRegister, any_file, beginning, log_keys, wait_for};

/// How many lives are lived: `HONEST`, or 300.
fn times() -> u64 {
    std::env::var("HONEST").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

/// Of how many the verifier in Python looks at one.
const PYTHON: u64 = 50;

/// What is counted, in the order of the table, with the words that it has there.
const COUNTED: &[(&str, &str)] = &[
    ("write", "times that something was changed, one to four changes each"),
    ("crash", "crashes: the files as they were while the program ran"),
    ("restart", "restarts"),
    ("rotate", "a new key beside the old, or the old one taken away"),
    ("redact", "values erased"),
    ("keep", "checkpoints kept by the auditor"),
    ("back up", "backups taken"),
    ("restore", "backups put back"),
    ("declare", "losses declared, since the backup was older than the history"),
    ("audit", "lives audited: the database and a bundle of it"),
    ("audit in Python", "bundles of these that `docs/verify.py` looked at too"),
];

/// How often each of [`COUNTED`] was done.
type Counts = BTreeMap<&'static str, u64>;

/// The smallest of some partnerships that have schemes to reword.
fn small() -> PartnershipFile {
    let files = (0..60).map(|seed| any_file("east", seed)).filter(|file| file.projects.len() > 1);
    files.min_by_key(|file| serde_json::to_string(file).unwrap().len()).unwrap()
}

/// A database with one small partnership, which every life begins with.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = TEMPLATE.get_or_init(|| {
        let folder = place();
        let live = folder.path().join("live.db");
        let test = TestRegister::over(Database::of(DatabaseUrl::Sqlite(live.clone())));
        test.import(&small()).unwrap();
        let path = folder.path().join("template.db");
        backup::backup(&live, &path, true).unwrap();
        (folder, path)
    });
    path
}

fn place() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// One register from its beginning to the day on which it is audited.
struct Life {
    folder: tempfile::TempDir,
    database: PathBuf,
    dice: Dice,
    clock: Clock,
    keys: Vec<SigningKey>,
    /// All that ever signed: an older backup needs those of its time.
    ever: Vec<SigningKey>,
    /// The key that the auditor was given on the first day.
    given: PublicKey,
    running: Option<(Gate, Register)>,
    /// What the auditor kept.
    kept: Vec<SignedCheckpoint>,
    backups: Vec<(PathBuf, u64)>,
    has_lost: bool,
    deeds: Vec<&'static str>,
    counts: Counts,
}

impl Life {
    fn begin(seed: u64) -> Self {
        let folder = place();
        let database = folder.path().join("0.db");
        std::fs::copy(template(), &database).unwrap();
        // The one that signed the register with which every life begins.
        let key = log_keys(1).keys()[0].clone();
        let mut life = Life {
            folder,
            database,
            dice: Dice::new(seed),
            clock: Clock::manual(beginning()),
            given: key.public(),
            ever: vec![key.clone()],
            keys: vec![key],
            running: None,
            kept: Vec::new(),
            backups: Vec::new(),
            has_lost: false,
            deeds: Vec::new(),
            counts: Counts::new(),
        };
        life.start();
        life
    }

    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    fn ring(&self) -> KeyRing {
        let lines: Vec<String> = self.keys.iter().map(|key| key.written(ORIGIN)).collect();
        KeyRing::read(&lines.join("\n")).unwrap()
    }

    fn outside(&self) -> PathBuf {
        PathBuf::from(format!("{}.checkpoints", self.database.display()))
    }

    fn start(&mut self) {
        let url = DatabaseUrl::Sqlite(self.database.clone());
        let register = Register::open(Store::open(&url, 1).unwrap(), self.clock.clone(), 8 << 20).unwrap();
        let notary = Notary::new(self.ring(), ORIGIN.to_owned(), Some(&self.outside())).unwrap();
        let gate =
            Gate::signed(&url, self.clock.clone(), Some(register.clone()), Some(notary.clone())).unwrap();
        notary.catch_up(&gate).unwrap();
        assert_eq!(notary.broken(), None, "{:?}", self.deeds);
        self.running = Some((gate, register));
    }

    fn stop(&mut self) {
        self.running = None;
    }

    fn write(&mut self) {
        self.count("write");
        let (gate, register) = self.running.as_ref().unwrap();
        let id = register.directory().partnership_by_slug("east").unwrap().id;
        let projects: Vec<ProjectId> =
            register.load(id).unwrap().unwrap().projects.iter().map(|project| project.record.id).collect();
        for _ in 0..=self.dice.below(4) {
            self.clock.set(self.clock.now() + chrono::TimeDelta::seconds(self.dice.below(100_000) as i64));
            let number = self.dice.below(1_000_000);
            let reword = Reword {
                project: *self.dice.one(&projects),
                name: format!("Scheme {number}"),
                reason: format!("Paper {number}"),
            };
            gate.run_blocking(reword, Actor::command_line(), "request_1".to_owned()).unwrap();
        }
    }

    /// What a power cut leaves: the files as they are while the program runs.
    fn crash(&mut self) {
        self.count("crash");
        let next = self.folder.path().join(format!("{}.db", self.deeds.len()));
        for end in ["", "-wal", ".checkpoints"] {
            let name = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
            if name(&self.database).exists() {
                std::fs::copy(name(&self.database), name(&next)).unwrap();
            }
        }
        self.stop();
        self.database = next;
        self.start();
    }

    /// A new key beside those before; or the oldest goes, when there is another.
    fn rotate(&mut self) {
        self.stop();
        if self.keys.len() > 1 {
            self.keys.remove(0);
            self.count("rotate");
        } else if self.ever.len() < 6 {
            self.count("rotate");
            self.keys.push(SigningKey::generate().unwrap());
            self.ever.extend(self.keys.last().cloned());
        }
        self.start();
        // The new key is of use once it has signed.
        self.write();
    }

    /// Takes a reason or a name out of the history for good.
    fn redact(&mut self) {
        let (gate, _) = self.running.as_ref().unwrap();
        let (size, _) = change::head(&mut connect(&self.database)).unwrap();
        let redact = RedactValue {
            change: Some(1 + self.dice.below(size as usize) as u64),
            field: (*self.dice.one(&["$reason", "name", "description"])).to_owned(),
            words: None,
            reason: "It named somebody".to_owned(),
        };
        let Person(viewer) = Person::with(&[(Role::Administrator, None, None)]);
        let call = Call { viewer, request: "request_1".to_owned() };
        // Not every change has such a text, or has it still.
        if wait_for(gate.run_for(redact, call)).is_ok() {
            self.count("redact");
        }
    }

    fn keep(&mut self) {
        let newest = checkpoint::latest(&mut connect(&self.database)).unwrap();
        self.kept.extend(newest.map(|found| found.signed));
        self.count("keep");
    }

    fn back_up(&mut self) {
        let to = self.folder.path().join(format!("backup-{}.db", self.deeds.len()));
        let size = backup::backup(&self.database, &to, true).unwrap();
        self.backups.push((to, size));
        self.count("back up");
    }

    fn restore(&mut self) {
        if self.backups.is_empty() {
            return;
        }
        let (from, size) = self.dice.one(&self.backups).clone();
        self.keys.clone_from(&self.ever);
        self.put_back(&from, size);
    }

    fn put_back(&mut self, from: &Path, size: u64) {
        self.count("restore");
        self.stop();
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.database.display()));
        }
        std::fs::copy(from, &self.database).unwrap();
        let mut conn = connect(&self.database);
        let signed: Vec<Checkpoint> =
            kept::all(&self.outside()).unwrap().map(|note| note.unwrap().checkpoint).collect();
        if let Some(lost) = checkpoint::lost(&mut conn, signed, &[]).unwrap() {
            let declared = checkpoint::declare(&mut conn, &self.ring(), &lost, self.clock.now()).unwrap();
            kept::Kept::open(&self.outside()).unwrap().add(&declared.signed).unwrap();
            self.has_lost = true;
            self.count("declare");
        }
        drop(conn);
        // Newer backups are of what was given up.
        self.backups.retain(|(_, other)| *other <= size);
        self.start();
    }

    fn step(&mut self) {
        let (deed, run): (&'static str, fn(&mut Life)) = match self.dice.below(14) {
            0..=3 => ("write", Life::write),
            4 => ("crash", Life::crash),
            5 => ("restart", |life| {
                life.count("restart");
                life.stop();
                life.start();
            }),
            6 => ("rotate", Life::rotate),
            7 | 8 => ("keep", Life::keep),
            9 | 10 => ("back up", Life::back_up),
            11 | 12 => ("redact", Life::redact),
            _ => ("restore", Life::restore),
        };
        self.deeds.push(deed);
        run(self);
    }

    /// What the auditor finds in the database, and in a bundle of it.
    fn audited(&mut self, in_python: bool) {
        self.count("audit");
        self.stop();
        let mut conn = connect(&self.database);
        let named = self.kept.iter().enumerate();
        let kept = Kept {
            checkpoints: named.map(|(place, note)| (format!("kept {place}"), note.clone())).collect(),
            keys: vec![self.given],
            ..Kept::default()
        };
        let asked = Asked { scope: everything(), ..Asked::default() };
        let signed = Signed::read(&mut conn, &asked).unwrap();
        let (_, wrong) =
            checkpoint::compare(&mut conn, &self.ring().public(), Some(&self.outside())).unwrap();
        assert_eq!(wrong, Vec::<String>::new(), "{:?}", self.deeds);
        let own: Vec<(String, SignedCheckpoint)> =
            signed.notes.iter().map(|note| (note.checkpoint.size.to_string(), note.clone())).collect();
        let keys: Vec<PublicKey> = signed.keys.iter().map(|(_, key)| *key).collect();
        let (_, report) = tables::proved(&mut conn, (own, &keys), &kept).unwrap();
        self.is_proved("the database", &report);
        let path = self.folder.path().join("evidence.zip");
        let url = DatabaseUrl::Sqlite(self.database.clone());
        let register = Register::open(Store::open(&url, 1).unwrap(), self.clock.clone(), 8 << 20).unwrap();
        let by = By { who: "user_1".to_owned(), at: self.clock.now() };
        let directory = register.directory();
        evidence::write(&mut conn, &directory, &asked, &signed, &by, std::fs::File::create(&path).unwrap())
            .unwrap();
        self.is_proved("the bundle", &verify::bundle(&path, &kept).unwrap());
        if in_python {
            self.count("audit in Python");
            let (status, said) = python(self.folder.path(), &path, self.given, &self.kept);
            assert_eq!(status, if self.has_lost { 13 } else { 0 }, "{:?}: {said}", self.deeds);
        }
    }

    fn is_proved(&self, place: &str, report: &Report) {
        let expected = if self.has_lost { Standing::DeclaredLoss } else { Standing::Proved };
        assert_eq!(
            (report.problems.as_slice(), report.standing()),
            (&[][..], expected),
            "{place} after {:?}",
            self.deeds
        );
    }
}

fn live(seed: u64) -> Counts {
    let mut life = Life::begin(seed);
    for _ in 0..6 + life.dice.below(14) {
        life.step();
    }
    // So that there is something that nothing before covers.
    life.write();
    life.audited(seed.is_multiple_of(PYTHON));
    life.counts
}

/// Lives so many lives, two at a time, and counts what was done in them.
fn lived(lives: u64) -> Counts {
    let (next, counts) = (AtomicU64::new(0), Mutex::new(Counts::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= lives {
                        break;
                    }
                    for (what, count) in live(seed) {
                        *counts.lock().unwrap().entry(what).or_default() += count;
                    }
                }
            });
        }
    });
    counts.into_inner().unwrap()
}

#[test]
fn a_key_that_was_replaced_before_a_loss_leads_to_those_after_it() {
    if !Database::has_sqlite() {
        return;
    }
    let mut life = Life::begin(1);
    life.rotate();
    // From here on the key that the auditor was given signs no more.
    life.rotate();
    life.back_up();
    life.write();
    let (backup, size) = life.backups[0].clone();
    life.put_back(&backup, size);
    life.write();
    life.audited(true);
    assert!(life.has_lost);
}

#[test]
fn honest_use_is_never_taken_for_an_attack_and_the_table_says_what_it_was() {
    if !Database::has_sqlite() {
        return;
    }
    let (lives, path) = (times(), root().join("docs/honest-table.md"));
    let counts = lived(lives);
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let mut made = String::new();
    for (what, words) in COUNTED {
        let count = counts.get(what).copied().unwrap_or(0);
        assert_ne!(count, 0, "nothing was tried of: {words}");
        let _ = writeln!(made, "| {lives} | {words} | {count} |");
    }
    println!("{made}{lives} honest lives, no false alarm");
    let begin = format!("| {lives} |");
    let kept: String =
        committed.lines().filter(|line| line.starts_with(&begin)).map(|line| format!("{line}\n")).collect();
    let is_committed = [300, 10_000].contains(&lives);
    assert!(!is_committed || kept == made, "docs/honest-table.md is not what happens:\n{made}");
}
