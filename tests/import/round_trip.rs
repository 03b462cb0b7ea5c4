//! Any file comes out as it went in.

use partnership_register::commands::export;
use partnership_register::commands::import::parse;
use proptest::prelude::*;

use crate::support::{TestRegister, any_file, cases};

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn what_is_imported_into_an_empty_register_is_exported_equal(seed: u64) {
        let test = TestRegister::new();
        let file = any_file("anywhere", seed);
        test.import(&file).unwrap();
        let exported = export::file_of(&test.graph("anywhere"), &test.register.directory()).unwrap();
        prop_assert_eq!(&exported, &file);
        let text = export::to_json(&exported).unwrap();
        prop_assert_eq!(parse(text.as_bytes()).unwrap(), file);
    }

    #[test]
    fn importing_any_file_twice_writes_nothing_the_second_time(first: u64, second: u64) {
        let test = TestRegister::new();
        test.import(&any_file("anywhere", first)).unwrap();
        test.wait(1);
        let file = any_file("anywhere", second);
        test.import(&file).unwrap();
        let sequence = test.sequence();
        test.wait(1);
        prop_assert!(!test.import(&file).unwrap().is_change());
        prop_assert_eq!(test.sequence(), sequence);
    }
}
