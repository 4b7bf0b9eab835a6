//! The load looked at closely, in place of the findings: where the time of requests goes, how far the load may
//! grow, and what becomes of a peak.

mod headroom;
mod peak;
mod times;

use crate::ui::prelude::*;

use super::standing::{StandingNote, is_old};
use super::top_bar::show_tab;
use super::walk::choose;
use crate::session::{Lens, LoadView, PanelTab, Session, Topic, use_session};

/// The views, with their names and what they show the answer of.
const VIEWS: [(LoadView, &str, Topic); 3] = [
    (LoadView::Times, "Times", Topic::Latency),
    (LoadView::Headroom, "Headroom", Topic::Load),
    (LoadView::Peak, "Peak", Topic::Load),
];

/// Shows one of them.
pub fn show(session: Session, view: LoadView) {
    session.signals.lens.set(Lens::Load);
    show_tab(session, PanelTab::Findings);
    session.signals.load_view.set(Some(view));
}

/// The panel.
#[component]
pub fn LoadDetails() -> AnyView {
    let session = use_session();
    let shown = session.signals.load_view;
    let chosen = RwSignal::new(None);
    effect(move || {
        if let Some(journey) = times::of_selection(session) {
            chosen.set(Some(journey));
        }
    });
    let choice = |(view, label, _): (LoadView, &'static str, Topic)| {
        let is_shown = move || (shown.get() == Some(view)).to_string();
        let stop = move || if shown.get() == Some(view) { "0" } else { "-1" };
        view! {
            <button role="radio" tabindex=stop aria-checked=is_shown on:click=move |_| shown.set(Some(view))>{label}</button>
        }
    };
    let contents = move || {
        let (view, _, topic) = VIEWS.into_iter().find(|(view, ..)| shown.get() == Some(*view))?;
        let details = move || match view {
            LoadView::Times => times::view(session, chosen),
            LoadView::Headroom => headroom::view(session),
            LoadView::Peak => peak::view(session),
        };
        Some(view! {
            <StandingNote topic />
            <div class:old=move || is_old(session, topic)>{living(details)}</div>
        })
    };
    view! {
        <div class="panel-body load" role="tabpanel" aria-labelledby="tab-findings">
            <div class="panel-actions">
                <button aria-label="Back to the findings" title="Back to the findings" on:click=move |_| shown.set(None)>"\u{2190}"</button>
                <div class="segments" role="radiogroup" aria-label="Load in detail" on:keydown=move |event| choose(&event, "button")>
                    {VIEWS.map(choice).collect_view()}
                </div>
            </div>
            {living(contents)}
        </div>
    }
}
