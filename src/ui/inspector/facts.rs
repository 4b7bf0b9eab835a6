//! What the analysis says of the thing selected, and failing it by hand.

use crate::ui::prelude::*;
use linchpin_analysis::{
    ComponentReport, ComponentState, ConnectionReport, Event, Reach, Report, Severity, SinglePoint,
};
use linchpin_catalog::RecordType;
use linchpin_document::RecordId;

use crate::session::{Session, use_session};
use crate::ui::words;

/// Instances that get a button of their own; more are failed as a whole.
const MOST_BUTTONS: u32 = 12;

/// A figure with its name and how good or bad it is.
type Figure = (&'static str, String, &'static str);

/// The figures of one thing.
#[component]
pub fn Facts(id: RecordId) -> AnyView {
    let session = use_session();
    let record_type = session.with(|editor| editor.design().get(id).map(|item| item.record_type)).flatten();
    let figures = move || {
        let report = session.signals.report.get()?;
        let figures = match record_type? {
            RecordType::Component => of_component(&report, report.component(id)?),
            RecordType::Connection => of_connection(report.connection(id)?),
            RecordType::Boundary => report.boundary(id)?.single_point.map(single_point).into_iter().collect(),
            _ => Vec::new(),
        };
        let rows = figures.into_iter().map(|(name, value, tone)| view! { <dt>{name}</dt><dd class=tone>{value}</dd> });
        Some(
            view! { <dl class="figures" class:stale=move || session.signals.freshness.get().is_old()>{rows.collect_view()}</dl> },
        )
    };
    view! {
        {living(figures)}
        <KillRow id />
    }
}

fn of_component(report: &Report, component: &ComponentReport) -> Vec<Figure> {
    let mut figures = vec![state(component)];
    figures.extend(component.single_point.map(single_point));
    if component.rate.total() > 0.0 {
        let (read, write) = (words::number(component.rate.read), words::number(component.rate.write));
        figures.push(("Load", format!("{read} reads, {write} writes /s"), ""));
    }
    if let Some(utilisation) = component.utilisation {
        let tone = match utilisation {
            used if used >= 1.0 => "bad",
            used if used >= 0.8 => "warn",
            _ => "",
        };
        figures.push(("Utilisation", words::percent(utilisation), tone));
    }
    for rung in report.ladder.iter().filter(|rung| rung.component == component.id) {
        let at = format!("{}{}", words::multiple(rung.multiple), words::resource(rung.resource));
        let what = if rung.resource.refuses() { "Refuses from" } else { "Saturates at" };
        figures.push((what, at, if rung.multiple <= 1.0 { "bad" } else { "" }));
    }
    figures
}

fn state(component: &ComponentReport) -> Figure {
    let (text, tone) = match component.state {
        ComponentState::Serving => ("Serving", "good"),
        ComponentState::Degraded => ("Degraded", "warn"),
        ComponentState::Incomplete => ("Work is left undone", "warn"),
        ComponentState::PartlyDown => ("Partly down", "bad"),
        ComponentState::Idle => ("Cut off, idle", "warn"),
        ComponentState::Down => ("Down because of others", "bad"),
        ComponentState::Failed => ("Failed", "bad"),
        ComponentState::Unused => ("Has no traffic", ""),
    };
    let instances = match component.instances {
        0 | 1 => text.to_owned(),
        many => format!("{text}, {} of {many} up", component.instances_up),
    };
    ("State", instances, tone)
}

fn single_point(point: SinglePoint) -> Figure {
    let text = match (point.reach, point.severity) {
        (_, Severity::Info) => "rests on its provider",
        (Reach::Total, _) => "takes everything down",
        (Reach::Partial, _) => "takes part of it down",
    };
    let tone = if point.severity == Severity::Info { "" } else { "bad" };
    ("Alone", text.to_owned(), tone)
}

fn of_connection(connection: &ConnectionReport) -> Vec<Figure> {
    let mut figures = vec![match (connection.active, connection.broken) {
        (false, _) => ("State", "never used".to_owned(), ""),
        (true, true) => ("State", "its target does not serve".to_owned(), "bad"),
        (true, false) => ("State", "serving".to_owned(), "good"),
    }];
    if connection.rate.total() > 0.0 {
        figures.push(("Calls", format!("{} /s", words::number(connection.rate.total())), ""));
    }
    if let Some(pool) = &connection.pool {
        let others = words::count(pool.size as usize, "alternative");
        figures.push(("Pool", format!("{others}, {} needed", pool.needs.value), ""));
    }
    figures
}

/// Buttons to fail the thing, or instances of it, and to bring them back.
#[component]
fn KillRow(id: RecordId) -> AnyView {
    let session = use_session();
    let events = memo(move || {
        session.signals.report.track();
        session.event_of(id).map(|whole| (whole, instances(session, id, whole)))
    });
    living(move || {
        let (whole, instances) = events.get()?;
        let name = match whole {
            Event::Provider(_) => "Fail its provider",
            Event::Domain(_) => "Fail all inside",
            _ if instances.is_empty() => "Fail it",
            _ => "Fail all of it",
        };
        let instances = instances.into_iter().map(move |event| match event {
            Event::Instance(_, index) => Some(kill_button(session, event, format!("{}", index + 1))),
            _ => None,
        });
        Some(view! {
            <div class="panel-actions" role="group" aria-label="Fail">
                {kill_button(session, whole, name.to_owned())}
                {instances.collect_view()}
            </div>
        })
    })
}

fn kill_button(session: Session, event: Event, label: String) -> AnyView {
    let failed = move || session.signals.failed.read().contains(&event);
    let name = match event {
        Event::Instance(_, index) => format!("Fail instance {}", index + 1),
        _ => label.clone(),
    };
    view! {
        <button class="small kill" aria-pressed=move || failed().to_string() aria-label=name on:click=move |_| session.toggle_failed(event)>
            {label}
        </button>
    }
}

fn instances(session: Session, id: RecordId, whole: Event) -> Vec<Event> {
    let report = session.signals.report.get_untracked();
    let many = report.and_then(|report| report.component(id).map(|component| component.instances)).unwrap_or(0);
    let each = matches!(whole, Event::Component(_)) && (2..=MOST_BUTTONS).contains(&many);
    if each { (0..many).map(|index| Event::Instance(id, index)).collect() } else { Vec::new() }
}
