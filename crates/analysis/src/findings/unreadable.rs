//! Places where a design cannot be read as a working system, so that nobody wonders why it is judged
//! as it is. The rest is analysed all the same.

use linchpin_document::{RecordId, SortedSet};

use super::text::{count, list, multiple};
use super::{Facts, MOST_IN_DETAIL, ids};
use crate::load::Loop;
use crate::model::Model;
use crate::report::*;
use crate::structure::Node;
use crate::structure::compile::Reading;
use crate::structure::single_failures::Intact;
use crate::structure::witness::Search;

/// Everything of this kind, in the order of the rules below.
pub(super) fn find(facts: &Facts, intact: &Intact) -> Vec<Finding> {
    let mut findings: Vec<Finding> = unanswered(facts, intact);
    findings.extend(facts.load.loops.iter().take(MOST_IN_DETAIL).map(|found| request_loop(facts.model, found)));
    findings.extend(no_entry(facts.model));
    findings.extend(unreached(facts.model));
    findings
}

/// No client and no scheduler: nothing can be said about anything.
fn no_entry(model: &Model) -> Option<Finding> {
    if model.components.is_empty() || !model.journeys.is_empty() {
        return None;
    }
    // One who has only begun to draw knows.
    let severity = if model.connections.is_empty() { Severity::Info } else { Severity::Warning };
    let words = [
        "Nothing starts traffic here".to_owned(),
        "There is no client and no scheduler, so nothing can be said about what fails or how much flows.".to_owned(),
        "Draw a client and connect it to where requests enter.".to_owned(),
    ];
    Some(super::finding("design.no-client", Lens::Failure, severity, words))
}

/// Components no request ever comes to.
fn unreached(model: &Model) -> Option<Finding> {
    if model.journeys.is_empty() {
        return None;
    }
    let used = |index: usize| model.duties.of_component(index).next().is_some();
    let mut stands_by = vec![false; model.components.len()];
    for connection in model.connections.iter().filter(|connection| connection.takes_over()) {
        stands_by[connection.to] |= used(connection.from);
    }
    let idle_entry = |index: usize| {
        let alone = model.journeys.iter().filter(|journey| journey.entry == index);
        model.components[index].traits.entry && alone.clone().all(|journey| model.duties.needs(journey.duty).is_empty())
    };
    let unreached = |index: &usize| !used(*index) && !stands_by[*index] || idle_entry(*index);
    let found: Vec<usize> = (0..model.components.len()).filter(unreached).collect();
    if found.is_empty() || found.len() == model.components.len() && model.connections.is_empty() && found.len() == 1 {
        return None;
    }
    let names: Vec<String> = found.iter().map(|index| model.components[*index].name().to_owned()).collect();
    let title = match &names[..] {
        [only] if model.components[found[0]].traits.entry => format!("{only} is not connected"),
        [only] => format!("{only} is not reached by any request"),
        more => format!("{} components are not part of any request", super::text::sentence(&count(more.len()))),
    };
    let words = [
        title,
        format!(
            "No way leads from a client to {}, so nothing is said about {}.",
            list(&names),
            if names.len() == 1 { "it" } else { "them" }
        ),
        "Connect it to what calls it, or delete it.".to_owned(),
    ];
    let mut finding = super::finding("design.unreached", Lens::Failure, Severity::Info, words);
    finding.subjects = found.iter().map(|index| model.components[*index].item.id).collect();
    Some(finding)
}

/// Requests that come back as at least as many requests.
fn request_loop(model: &Model, found: &Loop) -> Finding {
    let mut members: Vec<usize> = found.connections.iter().map(|index| model.connections[*index].from).collect();
    members.dedup();
    let names: Vec<String> = members.iter().map(|index| model.components[*index].name().to_owned()).collect();
    let gain = if found.gain > 1.0 + 1e-9 { format!(" as {} as many", multiple(found.gain)) } else { String::new() };
    let words = [
        format!("Requests go round in a circle: {}", list(&names)),
        format!("A request that enters comes back{gain}, so the load has no end. It is counted once round here."),
        "An answer needs no arrow of its own: delete the one back. If the call back is meant, say which share of requests makes it."
            .to_owned(),
    ];
    let mut finding = super::finding("load.request-loop", Lens::Load, Severity::Warning, words);
    finding.subjects = members.iter().map(|index| model.components[*index].item.id).collect();
    for connection in &found.connections {
        let connection = &model.connections[*connection];
        finding.witness.extend([model.components[connection.from].item.id, connection.item.id]);
    }
    finding
}

/// Requests that are not answered even while nothing has failed, with the reason.
fn unanswered(facts: &Facts, intact: &Intact) -> Vec<Finding> {
    let model = facts.model;
    let holds = |node: Node| facts.intact.holds(node);
    let is_fault = |duty: usize| fault(facts, duty).is_some();
    let mut search = Search::new(model, facts.compiled);
    let failing = model.journeys.iter().zip(&intact.answered).filter(|(_, answered)| !**answered);
    let faults = search.causes(failing.map(|(journey, _)| journey.duty), &holds, &is_fault);
    let mut told: SortedSet<usize> = SortedSet::new();
    let mut findings = Vec::new();
    for duty in faults {
        let component = model.duties.get(duty).component;
        if let Some(fault) = fault(facts, duty).filter(|_| findings.len() < MOST_IN_DETAIL && told.insert(component)) {
            let mut finding = describe(model, component, fault);
            finding.witness = ids(model, &search.path_to(duty));
            findings.push(finding);
        }
    }
    findings.extend(circles(facts, &search));
    findings
}

/// Forwarders that pass requests round among themselves, where a search for faults came to.
fn circles(facts: &Facts, search: &Search) -> Vec<Finding> {
    let (model, compiled) = (facts.model, facts.compiled);
    let holds = |node: Node| facts.intact.holds(node);
    let fails = |duty: &usize| !holds(compiled.serves(*duty, Reading::All));
    let cyclic = compiled.strong.callees_first().filter(|component| compiled.strong.is_cyclic(*component));
    let stuck = cyclic.map(|component| compiled.strong.members(component));
    let stuck = stuck.filter(|duties| duties.iter().all(|duty| search.came_to(*duty) && fails(duty)));
    let mut told: SortedSet<Vec<usize>> = SortedSet::new();
    let mut inner = Search::new(model, compiled);
    let mut findings = Vec::new();
    for duties in stuck.take(MOST_IN_DETAIL) {
        let members: SortedSet<usize> = duties.iter().map(|duty| model.duties.get(*duty).component).collect();
        // Where something beyond the circle is at fault, that has been told.
        let faults = inner.causes(duties.iter().copied(), &holds, &|duty| fault(facts, duty).is_some());
        if faults.is_empty() && told.insert(members.iter().copied().collect()) {
            findings.push(circle(model, &members, ids(model, &search.path_to(duties[0]))));
        }
    }
    findings
}

fn circle(model: &Model, members: &SortedSet<usize>, witness: Vec<RecordId>) -> Finding {
    let names: Vec<String> = members.iter().map(|index| model.components[*index].name().to_owned()).collect();
    let words = [
        format!("Requests are passed round among {} and never answered", list(&names)),
        "They pass requests on to each other, and none of them answers.".to_owned(),
        "Connect them to what serves the requests.".to_owned(),
    ];
    let mut finding = super::finding("design.passed-round", Lens::Failure, Severity::Critical, words);
    finding.subjects = members.iter().map(|index| model.components[*index].item.id).collect();
    finding.witness = witness;
    finding
}

/// What makes a duty impossible by itself.
enum Fault {
    TooFewInstances,
    NothingToPassOnTo,
    PoolTooSmall { needs: u32, has: usize },
}

fn fault(facts: &Facts, duty: usize) -> Option<Fault> {
    let model = facts.model;
    let own = model.duties.get(duty);
    if !facts.intact.holds(facts.compiled.alive_for(own)) {
        return Some(Fault::TooFewInstances);
    }
    let needs = model.duties.needs(duty);
    if model.components[own.component].only_passes_on() && needs.is_empty() {
        return Some(Fault::NothingToPassOnTo);
    }
    let hard = needs.iter().filter(|need| need.hard && !need.handed_over);
    let mut too_small = hard.filter(|need| need.at_least as usize > model.duties.members(need).len());
    too_small.next().map(|need| Fault::PoolTooSmall { needs: need.at_least, has: model.duties.members(need).len() })
}

fn describe(model: &Model, index: usize, fault: Fault) -> Finding {
    let component = &model.components[index];
    let name = component.name();
    let (rule, words) = match fault {
        Fault::TooFewInstances => (
            "design.too-few-instances",
            [
                format!("{name} can never work"),
                format!("It needs {} instances up and has {}.", component.needed, component.instances),
                format!("Run {} instances, or need fewer.", component.needed + 1),
            ],
        ),
        Fault::NothingToPassOnTo => (
            "design.forwards-to-nothing",
            [
                format!("{name} has nothing to pass requests on to"),
                "It answers nothing itself, so what comes to it goes unanswered.".to_owned(),
                "Connect it to what serves its requests.".to_owned(),
            ],
        ),
        Fault::PoolTooSmall { needs, has } => (
            "design.pool-too-small",
            [
                format!("A pool of {name} can never be met"),
                format!("{needs} of its members must serve and it has {has}."),
                "Add members to the pool, or need fewer of them.".to_owned(),
            ],
        ),
    };
    let mut finding = super::finding(rule, Lens::Failure, Severity::Critical, words);
    finding.subjects.push(component.item.id);
    finding
}
