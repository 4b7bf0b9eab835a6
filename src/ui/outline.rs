//! What is drawn, for people who do not see it: a focusable button for everything in view, connections too, in
//! reading order, with its name, what it is joined to, and what is wrong with it.
//!
//! While the camera moves, the outline is moved and scaled as a whole; what came into view is listed when it rests.

use crate::ui::prelude::*;
use gloo_timers::callback::Timeout;
use kurbo::{Point, Rect};
use linchpin_analysis::{
    Combination, ComponentState, ContingencyReport, Finding, Lens as FindingLens, Reach, ReliabilityReport, Report,
    Severity,
};
use linchpin_catalog::{Dependency, Interaction, Property, RecordType};
use linchpin_document::{Arrange, Design, Item, RecordId, SortedMap};
use linchpin_editor::{Camera, Command, Editor, Input};
use std::sync::Arc;

use super::words;
use crate::css;
use crate::platform;
use crate::session::{Session, Topic, use_session};
use crate::studies::Standing;

/// More things than this at once would drown anyone; the rest is found by zooming in or searching. Connections come
/// last: each is told by its ends, too.
const MOST: usize = 400;
/// How long the camera stays where it is before it is taken to rest, in milliseconds.
const RESTS_AFTER: u32 = 120;
/// The room a connection's button takes around its label, or around where it would be, in pixels.
const AROUND_LABEL: f64 = 8.0;

/// A row of the outline.
#[derive(Clone, PartialEq)]
struct Row {
    id: RecordId,
    name: String,
    area: Rect,
    /// The corner of what it is read with: its own, that of the caller for a connection.
    read_at: Point,
    is_connection: bool,
}

/// What was in view when it was last looked up.
#[derive(Clone, PartialEq, Default)]
struct Listed {
    rows: Vec<Row>,
    /// Where it was seen from.
    camera: Camera,
}

/// The outline.
#[component]
pub fn Outline() -> AnyView {
    let session = use_session();
    let listed = RwSignal::new(Listed::default());
    let is_old = memo(move || session.signals.freshness.get().is_old());
    // During a gesture the outline rests: what it says is read once the thing lies still.
    let list = move || {
        if !session.signals.drafting.get() {
            let fresh = outline(session);
            if *listed.read_untracked() != fresh {
                listed.set(fresh);
            }
        }
    };
    effect(move || {
        session.signals.report.track();
        is_old.track();
        session.signals.standings.of(Topic::Availability).track();
        session.signals.standings.of(Topic::Contingencies).track();
        session.signals.revision.track();
        list();
    });
    effect(move || {
        session.signals.view.track();
        let camera = session.with(|editor| editor.camera());
        let once_at_rest = move || {
            if session.with(|editor| editor.camera()) == camera {
                list();
            }
        };
        Timeout::new(RESTS_AFTER, once_at_rest).forget();
    });
    let place = move || {
        session.signals.view.track();
        let from = listed.read().camera;
        session.with(|editor| format!("transform:{}", moved(from, editor.camera()))).unwrap_or_default()
    };
    effect(move || {
        listed.track();
        session.signals.selection.track();
        // Once the buttons are as the rows say.
        Timeout::new(0, move || follow_selection(session)).forget();
    });
    let row = move |row: Row| {
        let id = row.id;
        let selected = move || {
            session.signals.selection.track();
            session.with(|editor| editor.selection().contains(id)).unwrap_or(false).to_string()
        };
        let style = css::area(row.area);
        view! {
            <li>
                <button
                    style=style
                    aria-pressed=selected
                    data-record=id.to_string()
                    on:focus=move |_| session.run_by_keyboard(|editor| editor.select([id]))
                    on:click=move |_| press(session, id)
                >
                    {row.name}
                </button>
            </li>
        }
    };
    view! {
        <ul class="outline" aria-label="What is drawn" style=place>
            {living(move || listed.get().rows.into_iter().map(row).collect_view())}
        </ul>
    }
}

/// Who walks by keyboard stays with what is selected, although rows come, go and change places.
fn follow_selection(session: Session) {
    let selection = session.signals.selection.get_untracked();
    let [only] = selection[..] else { return };
    let own = format!(".outline [data-record=\"{only}\"]");
    if platform::has_focus(".outline *") && !platform::has_focus(&own) {
        platform::focus_first(&[&own, ".paper"]);
    }
}

/// In kill mode a press fails the thing, else it edits the label.
fn press(session: Session, id: RecordId) {
    if !session.signals.killing.get_untracked() {
        session.run(|editor| editor.select([id]));
        session.dispatch(Input::Command(Command::EditLabel));
    } else if let Some(event) = session.event_of(id) {
        session.toggle_failed(event);
    }
}

/// Moves what was listed as seen from one place to where it is seen from another.
fn moved(from: Camera, to: Camera) -> String {
    let corner = to.screen_from_world(from.world_from_screen(Point::ZERO));
    css::moved(corner, to.zoom / from.zoom)
}

fn outline(session: Session) -> Listed {
    let known = Known::of(session);
    let found = session.with(|editor| {
        let visible = editor.camera().visible_in_world(editor.viewport());
        let all = editor.scene().in_rect(visible, linchpin_scene::Containment::Touching);
        let is_connection = |id: &&RecordId| editor.scene().route(**id).is_some();
        let things = all.iter().filter(|id| !is_connection(id));
        let in_turn = things.chain(all.iter().filter(is_connection));
        let rows = in_turn.filter_map(|id| row(editor, *id, visible, &known)).take(MOST).collect();
        Listed { rows, camera: editor.camera() }
    });
    let mut listed = found.unwrap_or_default();
    // Reading order: lines of roughly the same height, from left to right, connections after their caller.
    listed.rows.arrange_by(|a, b| {
        let line = |row: &Row| (row.read_at.y / 40.0).floor();
        let along = |row: &Row| row.read_at.x;
        line(a)
            .total_cmp(&line(b))
            .then(along(a).total_cmp(&along(b)))
            .then(a.is_connection.cmp(&b.is_connection))
            .then(a.area.y0.total_cmp(&b.area.y0))
    });
    listed
}

/// A connection is where its label is, or would be; nothing where that is out of view.
fn row(editor: &Editor, id: RecordId, visible_in_world: Rect, known: &Known) -> Option<Row> {
    let (design, scene) = (editor.design(), editor.scene());
    let in_screen = |area: Rect| editor.camera().rect_in_screen(area);
    let item = design.get(id)?;
    let caller = item.ends().map(|(from, _)| from);
    let own = in_screen(scene.frame(caller.unwrap_or(id))?);
    let area = match caller {
        None => own,
        Some(_) => {
            let middle = scene.label_point(id).filter(|point| visible_in_world.contains(*point))?;
            let label = scene.label_frame(id).unwrap_or(Rect::from_points(middle, middle));
            in_screen(label).inflate(AROUND_LABEL, AROUND_LABEL)
        }
    };
    let name = describe(design, item, known);
    Some(Row { id, name, area, read_at: own.origin(), is_connection: caller.is_some() })
}

/// What the analysis says of exactly what is drawn, as far as it is known.
struct Known {
    report: Option<Arc<Report>>,
    reliability: Option<Arc<ReliabilityReport>>,
    contingencies: Option<Arc<ContingencyReport>>,
    /// What is said of components that do too much, or too much of which is done to.
    jobs: SortedMap<RecordId, Vec<String>>,
}

impl Known {
    fn of(session: Session) -> Self {
        let signals = session.signals;
        let current = |topic| signals.standings.of(topic).get_untracked() == Standing::Current;
        let report = signals.report.get_untracked().filter(|_| !signals.freshness.get_untracked().is_old());
        Self {
            jobs: report.as_deref().map(jobs).unwrap_or_default(),
            report,
            reliability: signals.reliability.get_untracked().filter(|_| current(Topic::Availability)),
            contingencies: signals.contingencies.get_untracked().filter(|_| current(Topic::Contingencies)),
        }
    }
}

fn describe(design: &Design, item: &Item, known: &Known) -> String {
    let (report, asked) = (known.report.as_deref(), known.reliability.as_deref());
    let hidden = || known.contingencies.as_ref().is_some_and(|found| is_hidden_point(found, item.id));
    let mut parts = vec![item.name().to_owned()];
    match item.record_type {
        RecordType::Component => {
            parts.extend((item.name() != item.kind().label()).then(|| item.kind().label().to_owned()));
            parts.extend(report.and_then(|report| verdict(report, item.id)));
            parts.extend(hidden().then(|| "single point of failure under load".to_owned()));
            parts.extend(known.jobs.get(&item.id).cloned().unwrap_or_default());
            parts.extend(asked.and_then(|asked| partners(design, asked, item.id)));
            parts.extend(joined(design, item.id));
        }
        RecordType::Boundary => {
            parts.push(format!("{} with {} inside", item.boundary_kind().label(), design.children(item.id).count()));
            let failed = report.and_then(|report| report.boundary(item.id)).is_some_and(|boundary| boundary.failed);
            parts.extend(failed.then(|| "failed".to_owned()));
            parts.extend(hidden().then(|| "single point of failure under load".to_owned()));
            parts.extend(asked.and_then(|asked| partners(design, asked, item.id)));
        }
        RecordType::Note => parts.push("note".to_owned()),
        RecordType::Connection => parts = connection(design, item, report),
        _ => {}
    }
    parts.join(", ")
}

/// Who calls whom and how, what stands on it, and whether the caller can do without.
fn connection(design: &Design, item: &Item, report: Option<&Report>) -> Vec<String> {
    let name = |id: RecordId| design.get(id).map(Item::name).unwrap_or_default();
    let Some((from, to)) = item.ends() else { return Vec::new() };
    let known = report.and_then(|report| report.connection(item.id));
    let interaction = known.map_or(Interaction::Request, |known| known.interaction.value);
    let does = match interaction {
        Interaction::Request => "calls",
        Interaction::Event => "hands over to",
        Interaction::Replication => "is copied to",
        Interaction::Standby => "is taken over by",
    };
    let mut parts = vec![format!("{} {does} {}", name(from), name(to))];
    parts.extend(item.text(Property::Name).filter(|label| !label.is_empty()).map(str::to_owned));
    let is_soft = known.is_some_and(|known| known.dependency.value == Dependency::Soft);
    parts.extend((is_soft && interaction == Interaction::Request).then(|| "soft".to_owned()));
    parts
}

/// What the lens of responsibility says of each component in the first place.
fn jobs(report: &Report) -> SortedMap<RecordId, Vec<String>> {
    let mut said: SortedMap<RecordId, Vec<String>> = SortedMap::new();
    let open = |finding: &&Finding| finding.lens == FindingLens::Responsibility && finding.is_open();
    for finding in report.findings.iter().filter(open) {
        match &finding.split {
            Some(split) => {
                let names: Vec<&str> = split.parts.iter().map(|part| &*part.name).collect();
                let said_of = format!("does {}: {}", words::count(names.len(), "job"), names.join(" and "));
                finding.subjects.iter().for_each(|id| said.get_or_default(*id).push(said_of.clone()));
            }
            None => {
                finding.subjects.first().into_iter().for_each(|id| said.get_or_default(*id).push(finding.title.clone()))
            }
        }
    }
    said
}

fn verdict(report: &Report, id: RecordId) -> Option<String> {
    let component = report.component(id)?;
    let mut parts = Vec::new();
    parts.extend(match component.state {
        ComponentState::Serving => None,
        ComponentState::Degraded => Some("degraded"),
        ComponentState::Incomplete => Some("incomplete"),
        ComponentState::PartlyDown => Some("partly down"),
        ComponentState::Idle => Some("idle"),
        ComponentState::Down => Some("down"),
        ComponentState::Failed => Some("failed"),
        ComponentState::Unused => Some("no traffic"),
    });
    parts.extend(component.single_point.filter(|point| point.severity > Severity::Info).map(
        |point| match point.reach {
            Reach::Total => "single point of failure",
            Reach::Partial => "single point of failure for part of the traffic",
        },
    ));
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn is_hidden_point(found: &ContingencyReport, id: RecordId) -> bool {
    found.contingencies.iter().any(|contingency| contingency.hidden.is_some() && contingency.event.record() == id)
}

/// With what it would take requests down, where it does not alone.
fn partners(design: &Design, asked: &ReliabilityReport, id: RecordId) -> Option<String> {
    let with = |combination: &Combination| {
        let others = || combination.failures.iter().map(|failure| failure.record).filter(|other| *other != id);
        let concerns = combination.order == 2 && others().count() < combination.failures.len();
        others().next().filter(|_| concerns)
    };
    let mut partners: Vec<RecordId> = asked.combinations.iter().filter_map(with).collect();
    partners.dedup();
    let names = partners.iter().take(2).filter_map(|id| design.get(*id)).map(Item::name).collect::<Vec<_>>();
    let more = if partners.len() > 2 { " and others" } else { "" };
    (!names.is_empty()).then(|| format!("dangerous together with {}{more}", names.join(" and ")))
}

fn joined(design: &Design, id: RecordId) -> Option<String> {
    let name = |id: RecordId| design.get(id).map(|item| item.name().to_owned());
    let mut calls: Vec<String> = Vec::new();
    let mut called_by: Vec<String> = Vec::new();
    for (from, to) in design.connections_of(id).filter_map(Item::ends) {
        if from == id { calls.extend(name(to)) } else { called_by.extend(name(from)) }
    }
    let mut parts = Vec::new();
    parts.extend((!called_by.is_empty()).then(|| format!("called by {}", called_by.join(" and "))));
    parts.extend((!calls.is_empty()).then(|| format!("calls {}", calls.join(" and "))));
    (!parts.is_empty()).then(|| parts.join(", "))
}
