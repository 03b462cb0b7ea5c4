//! What every page has around its content.

use maud::{DOCTYPE, Markup, html};

use super::assets::{ICON, STYLES};

/// The address of the licence under which the register's public content may be used.
pub const LICENCE: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// A whole page: `title` for the browser, `head` after the style sheet, `main` as content.
pub fn page(title: &str, head: Markup, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="theme-color" content="#17404f";
                link rel="stylesheet" href=(format!("/assets/pages.css?v={}", STYLES.version));
                link rel="icon" type="image/svg+xml" href=(format!("/assets/icon.svg?v={}", ICON.version));
                (head)
            }
            body {
                a class="skip" href="#main" { "Skip to main content" }
                header class="banner" {
                    div class="frame" { a class="brand" href="/" { "Partnership Register" } }
                }
                main id="main" class="frame" tabindex="-1" { (main) }
                footer class="closing" {
                    div class="frame" {
                        p {
                            "Content is available under the "
                            a rel="license" href=(LICENCE) { "Open Government Licence v3.0" }
                            ", except where otherwise stated."
                        }
                        ul class="inline" {
                            li { a href="/" { "All partnerships" } }
                            li { a href="/explorer" { "Query explorer" } }
                            li { a href="/schema.graphql" { "Schema" } }
                            li { a href="/admin/" { "Sign in" } }
                        }
                    }
                }
            }
        }
    }
}
