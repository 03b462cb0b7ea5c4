//! The founding partnership in the register.

use partnership_register::commands::export;

use crate::support::{TestRegister, founding_file};

#[test]
fn the_founding_file_is_exported_as_it_was_imported() {
    let test = TestRegister::founding();
    let file = export::file_of(&test.graph("safer-chelmsford"), &test.register.directory()).unwrap();
    assert_eq!(file, founding_file());
    let text = export::to_json(&file).unwrap();
    assert_eq!(text, partnership_register::founding::SAFER_CHELMSFORD);
}

#[test]
fn importing_the_founding_file_again_writes_nothing() {
    let test = TestRegister::founding();
    let before = test.sequence();
    let report = test.import(&founding_file()).unwrap();
    assert!(!report.is_change(), "{report}");
    assert_eq!(test.sequence(), before);
    assert!(report.left.is_empty());
}
