//! The history and what is made of it: properties over random sequences of imports.

mod atomic;
mod changes;
mod checkpoints;
mod comparison;
mod evidence;
mod hidden;
mod letters;
mod log;
mod long;
mod past;
mod proof_speed;
mod published;
mod replay;
mod reverting;
mod roles;
mod scope;
mod tables;
mod unusual;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use partnership_register::commands::import::Options;
use partnership_register::graph::partnership::PartnershipGraph;
use partnership_register::graph::register::Register;
use partnership_register::store::change;

use crate::support::{TestRegister, any_file};

/// The partnerships of these tests; they share their agencies.
const SLUGS: [&str; 2] = ["east", "west"];

/// A register after some imports, each a version of one of two partnerships.
fn after_imports(seeds: &[u64], mut each: impl FnMut(&TestRegister, &'static str)) -> TestRegister {
    let test = TestRegister::new();
    for seed in seeds {
        let slug = SLUGS[(seed % 2) as usize];
        // The graphs are in memory before, so that changes are applied to them.
        for known in known(&test.register) {
            test.graph(known);
        }
        let options = Options { overwrite: false, archive_missing: seed % 3 == 0 };
        test.import_with(&any_file(slug, *seed), options).unwrap();
        each(&test, slug);
        test.wait((seed % 100) as i64);
    }
    test
}

/// Those partnerships that a register has.
fn known(register: &Register) -> Vec<&'static str> {
    let directory = register.directory();
    SLUGS.into_iter().filter(|slug| directory.partnership_by_slug(slug).is_some()).collect()
}

/// The moment of the last change.
fn moment(test: &TestRegister) -> DateTime<Utc> {
    change::head(&mut test.reader()).unwrap().1
}

/// A graph read from the database, nothing applied.
fn loaded(register: &Register, slug: &str) -> Arc<PartnershipGraph> {
    let id = register.directory().partnership_by_slug(slug).unwrap().id;
    register.load(id).unwrap().unwrap()
}
