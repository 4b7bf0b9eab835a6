//! The panel on the right, and the bar that opens it on a phone.

use crate::ui::prelude::*;
use linchpin_analysis::Finding;
use linchpin_catalog::RecordType;

use super::findings::Findings;
use super::icons::{Icon, icon};
use super::later::later;
use super::parts;
use super::walk::choose;
use super::words;
use crate::session::{PanelTab, Session, Sheet, use_session};

/// How many findings ask for something to be done.
pub fn alarming(session: Session) -> usize {
    let count = |findings: &[Finding]| findings.iter().filter(|finding| finding.is_open()).count();
    let known = session.signals.report.read().as_ref().map_or(0, |report| count(&report.findings));
    let hidden = session.signals.contingencies.read().as_ref().map_or(0, |report| count(&report.findings));
    known + hidden
}

/// The panel with its tabs.
#[component]
pub fn Panel() -> AnyView {
    let session = use_session();
    let tab = session.signals.tab;
    let tab_button = move |own: PanelTab, label: &'static str, id: &'static str| {
        view! {
            <button
                role="tab"
                id=id
                tabindex=move || if tab.get() == own { "0" } else { "-1" }
                aria-selected=move || (tab.get() == own).to_string()
                on:click=move |_| {
                    session.signals.load_view.set(None);
                    tab.set(own);
                }
            >
                {label}
                {(own == PanelTab::Findings).then(|| view! { <Count /> })}
            </button>
        }
    };
    view! {
        <aside class="panel" aria-label="Panel">
            <div class="tabs" role="tablist" on:keydown=move |event| choose(&event, "[role=tab]")>
                {tab_button(PanelTab::Inspector, "Inspector", "tab-inspector")}
                {tab_button(PanelTab::Findings, "Findings", "tab-findings")}
                {tab_button(PanelTab::Availability, "Availability", "tab-availability")}
                {tab_button(PanelTab::Simulation, "Run", "tab-simulation")}
                <span class="grow"></span>
                <button class="ghost icon fold" aria-label="Fold the panel" on:click=move |_| {
                    session.signals.no_panel.set(true);
                    session.signals.sheet.set(None);
                }>
                    {icon(Icon::Close)}
                </button>
            </div>
            {living(move || match tab.get() {
                PanelTab::Inspector => inspector(session),
                PanelTab::Findings => findings(session),
                PanelTab::Availability => later(|| Box::pin(parts::answers()), |answers| (answers.availability)()),
                PanelTab::Simulation => later(|| Box::pin(parts::answers()), |answers| (answers.simulation)()),
            })}
        </aside>
    }
}

/// The findings, or what of the load is looked at closely in their place.
fn findings(session: Session) -> AnyView {
    let looks_closely = move || session.signals.load_view.get().is_some();
    view! {
        <Show when=looks_closely fallback=|| view! { <Findings /> }>
            {later(|| Box::pin(parts::answers()), |answers| (answers.load)())}
        </Show>
    }
}

/// A count as it fits beside the name of a tab.
fn shown(many: usize) -> String {
    if many > 999 { "999+".to_owned() } else { many.to_string() }
}

/// The inspector comes with the first thing selected.
fn inspector(session: Session) -> AnyView {
    let nothing = memo(move || session.signals.selection.read().is_empty());
    living(move || match nothing.get() {
        true => view! { <Nothing /> },
        false => later(|| Box::pin(parts::selected()), |selected| (selected.inspector)()),
    })
}

/// What the inspector says of nothing.
#[component]
fn Nothing() -> AnyView {
    let session = use_session();
    let counts = move || {
        if session.awaits_design() {
            return None;
        }
        session.read(|editor| {
            let design = editor.design();
            let components = words::count(design.count(RecordType::Component), "component");
            let connections = words::count(design.count(RecordType::Connection), "connection");
            format!("{components}, {connections}")
        })
    };
    view! {
        <div class="panel-body" role="tabpanel" aria-labelledby="tab-inspector">
            <div class="hint">
                <p>"Select something to say what it is: how many of it run, what it can carry, what it cannot do without."</p>
                <p>"Connect two components by dragging from the edge of one to the other."</p>
                <p class="quiet">{living(counts)}</p>
            </div>
        </div>
    }
}

#[component]
fn Count() -> AnyView {
    let session = use_session();
    let many = memo(move || alarming(session));
    // Where nothing is drawn, perhaps not yet, there is nothing to count.
    let drawn = move || session.read(|editor| !editor.design().is_empty()).unwrap_or(false);
    let known = move || drawn() && session.signals.report.read().is_some();
    view! {
        <Show when=known>
            <span class="count" class:clean=move || many.get() == 0>{move || shown(many.get())}</span>
        </Show>
    }
}

/// The bar at the foot of a phone.
#[component]
pub fn PhoneBar() -> AnyView {
    let session = use_session();
    let (sheet, tab) = (session.signals.sheet, session.signals.tab);
    let many = memo(move || alarming(session));
    let toggle = move |wanted: Sheet, at: Option<PanelTab>| {
        let open = sheet.get_untracked() == Some(wanted) && at.is_none_or(|at| tab.get_untracked() == at);
        if let Some(at) = at {
            session.signals.load_view.set(None);
            tab.set(at);
        }
        sheet.set((!open).then_some(wanted));
    };
    let is_open =
        move |wanted: Sheet, at: Option<PanelTab>| sheet.get() == Some(wanted) && at.is_none_or(|at| tab.get() == at);
    view! {
        <nav class="phone-bar" aria-label="Panels">
            <button aria-pressed=move || is_open(Sheet::Add, None).to_string() on:click=move |_| toggle(Sheet::Add, None)>
                {icon(Icon::Plus)} "Add"
            </button>
            <button
                aria-pressed=move || is_open(Sheet::Panel, Some(PanelTab::Inspector)).to_string()
                on:click=move |_| toggle(Sheet::Panel, Some(PanelTab::Inspector))
            >
                {icon(Icon::Sliders)} "Inspect"
            </button>
            <button
                aria-pressed=move || is_open(Sheet::Panel, Some(PanelTab::Findings)).to_string()
                on:click=move |_| toggle(Sheet::Panel, Some(PanelTab::Findings))
            >
                {icon(Icon::Warning)} "Findings"
                <Show when=move || { many.get() > 0 }><span class="count">{move || many.get()}</span></Show>
            </button>
        </nav>
    }
}
