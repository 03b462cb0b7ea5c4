//! The admin web sends an `Idempotency-Key` with what takes one, and only with that.

use partnership_register::graphql::limits::roots::is_keyless;

use super::{files_below, root};

/// Each use of `useSave` in a file: the mutation, and whether it says that it is keyless.
fn saves(text: &str) -> Vec<(String, bool)> {
    let uses = text.split("useSave(").skip(1);
    let of = |call: &str| {
        let call = call.split(");").next().unwrap();
        let mutation = call.split('\'').nth(1)?;
        Some((mutation.to_owned(), call.contains("keyless: true")))
    };
    uses.filter_map(of).collect()
}

#[test]
fn every_save_of_the_admin_web_sends_a_key_where_one_is_taken() {
    let mut found = 0;
    for file in files_below(&root().join("admin-ui/src")) {
        if file.extension().is_none_or(|end| end != "tsx") {
            continue;
        }
        for (mutation, keyless) in saves(&std::fs::read_to_string(&file).unwrap()) {
            let place = file.display();
            assert_eq!(keyless, is_keyless(&mutation), "{mutation} in {place}");
            found += 1;
        }
    }
    assert!(found > 100, "the saves are not found");
}
