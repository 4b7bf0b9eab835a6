//! What helps against a finding: each fix with its figures, shown on the canvas while it is looked at.

use crate::ui::prelude::*;
use linchpin_document::Transaction;
use linchpin_fixes::{Figures, Preview};
use linchpin_studies::Offer;

use super::standing::StandingNote;
use super::words;
use crate::session::{Look, Session, Topic, use_session};

/// The fixes for a finding, while it is pinned.
#[component]
pub fn FixList(look: Look) -> AnyView {
    let session = use_session();
    let is_pinned = move || session.signals.pinned.read().as_ref() == Some(&look);
    view! {
        <Show when=is_pinned>
            <div class="fixes" role="group" aria-label="What helps">
                <StandingNote topic=Topic::Fixes />
                {living(move || session.signals.fixes.offers.get().map(|offers| list(session, &offers)))}
            </div>
        </Show>
    }
}

fn list(session: Session, offers: &[Offer]) -> AnyView {
    if offers.is_empty() {
        return view! { <p class="none">"No single change removes this without causing something as severe."</p> };
    }
    let row = |offer: &Offer| {
        let (looked, applied) = (offer.clone(), offer.clone());
        FixRow {
            title: offer.title.clone(),
            figures: changes(&offer.preview),
            action: Some(Box::new(move |session: Session| session.apply_offer(&applied))),
            change: Box::new(move |_| looked.change.transaction()),
        }
        .view(session)
    };
    offers.iter().map(row).collect_view().into_any()
}

/// A change: shown on the canvas while the pointer or the focus is on it, made by its button.
pub struct FixRow {
    /// What it does.
    pub title: String,
    /// What it changes, as figures.
    pub figures: Vec<String>,
    /// What its button does; without one it can only be looked at.
    pub action: Option<Box<dyn Fn(Session)>>,
    /// The change.
    pub change: Box<dyn Fn(Session) -> Transaction>,
}

impl FixRow {
    /// The row.
    pub fn view(self, session: Session) -> AnyView {
        let Self { title, figures, action, change } = self;
        let figures = figures.into_iter().map(|figure| view! { <span>{figure}</span> }).collect_view();
        let apply = action.map(|action| {
            let label = format!("Apply: {title}");
            view! { <button class="small" aria-label=label on:click=move |_| action(session)>"Apply"</button> }
        });
        let change = std::rc::Rc::new(change);
        let (entered, focused) = (change.clone(), change);
        let look_at = format!("Show on the canvas: {title}");
        view! {
            <div
                class="fix"
                on:pointerenter=move |_| session.propose(entered(session))
                on:pointerleave=move |_| session.drop_proposal()
                on:focusin=move |_| session.propose(focused(session))
                on:focusout=move |_| session.drop_proposal()
            >
                <button class="look" aria-label=look_at>
                    <b>{title}</b>
                    <small>{figures}</small>
                </button>
                {apply}
            </div>
        }
    }
}

/// What changes, as "single points 2 \u{2192} 1"; figures that stay the same are left out.
pub fn changes(preview: &Preview) -> Vec<String> {
    let Preview { before, after } = preview;
    let points = |of: &Figures| Some((of.single_points.total + of.single_points.partial).to_string());
    let available = |of: &Figures| of.availability.map(|availability| words::availability(availability.low));
    let headroom = |of: &Figures| of.headroom.map(words::multiple);
    let p99 = |of: &Figures| of.p99.map(|time| format!("{} ms", words::number(time)));
    let instances = |of: &Figures| Some(words::number(of.instances));
    let price = |of: &Figures| of.price.map(words::number);
    let figures: [(&str, Option<String>, Option<String>); 6] = [
        ("single points", points(before), points(after)),
        ("available", available(before), available(after)),
        ("breaks at", headroom(before), headroom(after)),
        ("p99", p99(before), p99(after)),
        ("instances", instances(before), instances(after)),
        ("price", price(before), price(after)),
    ];
    let told = |(name, before, after): (&str, Option<String>, Option<String>)| {
        let shown = |figure: Option<String>| figure.unwrap_or_else(|| "\u{2013}".to_owned());
        (before != after).then(|| format!("{name} {} \u{2192} {}", shown(before), shown(after)))
    };
    figures.into_iter().filter_map(told).collect()
}
