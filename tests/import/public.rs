//! The file that anyone may read.

use partnership_register::commands::export;
use partnership_register::graph::request::RequestContext;
use partnership_register::graph::view::Lens;
use partnership_register::model::Visibility;
use partnership_register::model::file::PartnershipFile;
use proptest::prelude::*;

use crate::support::{TestRegister, any_file, cases, wait_for};

fn public(test: &TestRegister, slug: &str) -> PartnershipFile {
    let context = RequestContext::new(test.clock.now(), 1_000_000);
    let lens = Lens::now(&test.register, &context);
    let view = wait_for(lens.partnership(test.partnership(slug))).unwrap().unwrap();
    export::public_file(&view).unwrap()
}

#[test]
fn the_founding_plan_is_public_as_a_whole() {
    let test = TestRegister::founding();
    assert_eq!(public(&test, "safer-chelmsford"), crate::support::founding_file());
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_public_file_holds_nothing_else_and_can_be_imported(seed: u64) {
        let test = TestRegister::new();
        test.import(&any_file("anywhere", seed)).unwrap();
        let file = public(&test, "anywhere");
        let shown = [
            file.meetings.iter().all(|m| m.visibility == Visibility::Public && !m.archived),
            file.meetings.iter().flat_map(|m| &m.occurrences).all(|o| o.visibility == Visibility::Public),
            file.events.iter().all(|e| e.visibility == Visibility::Public && !e.archived),
            file.projects.iter().all(|p| p.visibility == Visibility::Public && !p.archived),
            file.progress.iter().all(|p| p.visibility == Visibility::Public && !p.archived),
            file.actions.iter().all(|a| a.visibility == Visibility::Public && !a.archived),
            file.documents.iter().all(|d| d.visibility == Visibility::Public && !d.archived),
            file.strategies.iter().all(|s| s.state != partnership_register::model::StrategyState::Draft),
        ];
        prop_assert_eq!(shown, [true; 8]);
        // Every link leads somewhere, or this would be refused.
        TestRegister::new().import(&file).unwrap();
    }
}
