//! Pages that say why there is nothing to show.

use maud::{Markup, html};

use super::layout;

/// There is no such page.
pub fn not_found() -> Markup {
    let main = html! {
        h1 { "Page not found" }
        p { "There is no partnership at this address." }
        p { "If you typed the address, check that it is correct. If you followed a link, it may be out of date." }
        p { a href="/" { "See all partnerships in the register" } }
    };
    layout::page("Page not found – Partnership Register", html! {}, main)
}

/// Something went wrong on our side; `busy` when trying again soon may help.
pub fn fault(busy: bool) -> Markup {
    let heading = if busy { "The service is busy" } else { "Something went wrong" };
    let main = html! {
        h1 { (heading) }
        @if busy {
            p { "Try again shortly." }
        } @else {
            p { "This is a fault of ours, and it has been logged. Try again later." }
        }
        p { a href="/" { "Go to the start page" } }
    };
    layout::page(&format!("{heading} – Partnership Register"), html! {}, main)
}

/// Only those who have signed in may read this.
pub fn sign_in() -> Markup {
    let main = html! {
        h1 { "Sign in to read this" }
        p { "A document with partners’ content is for members of the partnership. Sign in, then open the link again." }
        p { a href="/admin/" { "Sign in" } }
    };
    layout::page("Sign in – Partnership Register", html! {}, main)
}
