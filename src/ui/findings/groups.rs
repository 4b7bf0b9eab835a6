//! Many findings of one rule as one row that opens: a thousand are read no other way.

use crate::ui::prelude::*;
use linchpin_analysis::Finding;

use super::row::{FindingRow, sign};
use crate::session::Session;
use crate::ui::icons::{Icon, icon};
use crate::ui::rules::title;
use crate::ui::words;

/// A list of up to this many findings in all is told one by one.
const FEW: usize = 30;
/// In a longer list so many of one rule, or more, are put together.
const ALIKE: usize = 3;

/// What is unfolded, by name; it stays so when the list is made anew.
#[derive(Clone, Copy, Default)]
pub struct Opened(RwSignal<Vec<String>>);

impl Opened {
    /// Whether this is.
    pub fn is(self, key: &str) -> bool {
        self.0.read().iter().any(|opened| opened == key)
    }

    /// Unfolds it, or folds it again.
    pub fn turn(self, key: &str) {
        self.0.update(|opened| match opened.iter().position(|other| other == key) {
            Some(at) => drop(opened.remove(at)),
            None => opened.push(key.to_owned()),
        });
    }
}

/// The findings under a heading, in a list of so many in all.
pub fn rows(session: Session, heading: &str, found: Vec<Finding>, of_all: usize, opened: Opened) -> AnyView {
    if of_all <= FEW {
        return one_by_one(found);
    }
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in found {
        match groups.iter_mut().find(|group| group[0].rule == finding.rule) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let row = |group: Vec<Finding>| match group.len() < ALIKE {
        true => one_by_one(group),
        false => view! { <RuleGroup title=title(session, &group[0].rule) heading=heading.to_owned() group opened /> },
    };
    groups.into_iter().map(row).collect_view().into_any()
}

fn one_by_one(found: Vec<Finding>) -> AnyView {
    found.into_iter().map(|finding| view! { <FindingRow finding evidence=None /> }).collect_view().into_any()
}

/// All findings of one rule; the rows are made when it is opened.
#[component]
fn RuleGroup(title: String, heading: String, group: Vec<Finding>, opened: Opened) -> AnyView {
    let key = StoredValue::new(format!("{heading}/{}", group[0].rule));
    let is_open = move || key.with_value(|key| opened.is(key));
    let many = words::count(group.len(), "finding");
    let first = group[0].title.clone();
    let sign = sign(&group[0]);
    view! {
        <button
            class="finding rule-group"
            aria-expanded=move || is_open().to_string()
            on:click=move |_| key.with_value(|key| opened.turn(key))
        >
            <i class=sign></i>
            <span class="grow"><b>{title}</b><p>{many}{format!(", such as: {first}")}</p></span>
            {icon(Icon::Chevron)}
        </button>
        {living(move || is_open().then(|| view! { <div class="rule-rows">{one_by_one(group.clone())}</div> }))}
    }
}
