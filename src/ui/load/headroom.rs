//! How far the load may grow: the ladder with its ranges, and what each rung hangs on.

use crate::ui::prelude::*;
use linchpin_analysis::{RangedRung, Sensitivity};

use super::super::look::name;
use super::super::words;
use crate::css;
use crate::session::Session;

/// The rungs.
pub fn view(session: Session) -> AnyView {
    let report = session.signals.load.get();
    let rungs = report.as_ref().map_or(&[][..], |report| &report.rungs);
    if rungs.is_empty() {
        return view! { <p class="hint">"Here stands what saturates at which multiple of today\u{2019}s peak. So far nothing does."</p> };
    }
    let rows: Vec<AnyView> = rungs.iter().map(|rung| row(session, rung)).collect();
    view! {
        <h3 class="group-heading">"Saturates, each with those before it fixed"</h3>
        <div class="bars">{rows}</div>
        <p class="footnote">"From and to: with every number that is taken for granted at the end of its range that makes it least, and most."</p>
    }
}

fn row(session: Session, ranged: &RangedRung) -> AnyView {
    let rung = ranged.rung;
    let title = format!("{}{}", name(session, rung.component), words::resource(rung.resource));
    let scale = session.signals.scale.get();
    let used = css::percent((100.0 * scale / rung.multiple).clamp(1.0, 100.0));
    let tone = if rung.multiple <= scale { "bad" } else { "" };
    view! {
        <button class=tone on:click=move |_| session.show([rung.component])>
            <span class="name">{title}</span>
            <b>{words::multiple(rung.multiple)}</b>
            <span class="bar"><i class="used" style:width=used></i></span>
            <small>{told(session, ranged)}</small>
        </button>
    }
}

/// "2.1x to 4.8x, most sensitive to Orders DB write capacity. Scaled out 9x. Then API slots at 5x."
fn told(session: Session, ranged: &RangedRung) -> String {
    if ranged.rung.resource.refuses() {
        return "From there on it refuses requests; what is behind gets no more.".to_owned();
    }
    let [low, high] = [ranged.low, ranged.high].map(words::multiple);
    let hangs_on =
        ranged.hangs_on.map_or_else(String::new, |of| format!(", most sensitive to {}", parameter(session, &of)));
    let mut told = if low == high { "As typed".to_owned() } else { format!("From {low} to {high}{hangs_on}") };
    if let Some(most) = ranged.scaled_out {
        told += &format!("; {} scaled out", words::multiple(most));
    }
    if let Some(next) = ranged.next {
        let (name, of) = (name(session, next.component), words::resource(next.resource));
        told += &format!(". Then {name}{of} at {}", words::multiple(next.multiple));
    }
    told + "."
}

fn parameter(session: Session, of: &Sensitivity) -> String {
    match of.property {
        Some(property) => {
            format!("{}: {}", name(session, of.record), crate::platform::lower_case(property.spec().label))
        }
        None => "the time between two of its calls".to_owned(),
    }
}
