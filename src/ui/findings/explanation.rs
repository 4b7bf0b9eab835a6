//! What a rule looks for and why: a section of the page of all rules, fetched when somebody asks.

use crate::ui::prelude::*;

use crate::later::soon;
use crate::platform;
use crate::ui::icons::{Icon, icon};
use crate::ui::rules::is_own;

/// The page of all rules, beside this one.
const PAGE: &str = "rules.html";
/// The section about rules that are not Linchpin's.
const OWN: &str = "own";

/// A heading that unfolds the explanation.
#[component]
pub fn Explanation(rule: String) -> AnyView {
    let open = RwSignal::new(false);
    let fetched = RwSignal::new(None::<Result<String, String>>);
    let id = StoredValue::new(if is_own(&rule) { OWN.to_owned() } else { rule });
    let fetch = move || {
        fetched.set(None);
        soon(async move {
            let text = section(&id.get_value()).await;
            // The finding may be gone by now.
            fetched.set(Some(text));
        });
    };
    let turn = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() && !matches!(*fetched.read_untracked(), Some(Ok(_))) {
            fetch();
        }
    };
    let shown = move || match fetched.get() {
        None => view! { <p class="quiet" role="status">"Loading ..."</p> },
        Some(Ok(text)) => {
            let address = format!("{PAGE}#{}", id.get_value());
            view! {
                <div inner_html=text></div>
                <a href=address target="_blank" rel="noopener">"All rules"</a>
            }
        }
        Some(Err(trouble)) => view! {
            <p role="alert">{trouble}</p>
            <button class="small" on:click=move |_| fetch()>"Try again"</button>
        },
    };
    view! {
        <div class="explanation">
            <button class="turn" aria-expanded=move || open.get().to_string() on:click=turn>
                {icon(Icon::Chevron)}
                "About this rule"
            </button>
            <Show when=move || open.get()><div class="explained">{living(shown)}</div></Show>
        </div>
    }
}

/// What the page says of a rule. It is a file of this bundle, so its markup is our own.
async fn section(id: &str) -> Result<String, String> {
    let page = platform::fetch_text(PAGE).await;
    let page = page.ok_or_else(|| "The explanation could not be loaded. Is there a connection?".to_owned())?;
    let after = page.split_once(&format!("<section id=\"{id}\">")).map(|(_, after)| after);
    let section = after.and_then(|after| after.split_once("</section>")).map(|(section, _)| section.to_owned());
    section.ok_or_else(|| "There is no explanation of this rule here.".to_owned())
}
