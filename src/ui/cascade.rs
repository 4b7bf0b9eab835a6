//! What a failure overloads, step by step, in words.

use crate::ui::prelude::*;
use linchpin_analysis::{CascadeStep, Overload};

use super::look::name;
use super::words;
use crate::session::Session;

/// More of one step are counted, not named.
const MOST_NAMED: usize = 3;

/// The steps as a list: all of one step fall together and bring the next.
pub fn steps(session: Session, cascade: &[CascadeStep]) -> AnyView {
    let rows = cascade.iter().map(|step| view! { <li>{step_text(session, step)}</li> });
    view! { <ol class="cascade">{rows.collect_view()}</ol> }.into_any()
}

fn step_text(session: Session, step: &CascadeStep) -> String {
    let told = step.overloads.iter().take(MOST_NAMED).map(|one| overload_text(session, one));
    let mut parts: Vec<String> = told.collect();
    let more = (step.count as usize).saturating_sub(parts.len());
    if more > 0 {
        parts.push(format!("{} more", words::number(more as f64)));
    }
    parts.join(", ")
}

fn overload_text(session: Session, overload: &Overload) -> String {
    let name = name(session, overload.component);
    let (now, before) = (words::percent(overload.utilisation), words::percent(overload.before));
    let falls = if overload.backlog { ", falls behind" } else { "" };
    format!("{name} at {now} (before {before}){falls}")
}
