//! A component with several jobs, dealt out to components with one each.

use linchpin_analysis::{Report, SplitPart, SplitProposal};
use linchpin_catalog::Property;
use linchpin_document::{RecordId, Value};

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Components the analysis proposes to split.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    once(proposal(situation.report, id).is_some())
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let proposal = proposal(sketch.findings(), id)?;
    let name = sketch.component(id)?.name().to_owned();
    let (stays, leave) = proposal.parts.split_first()?;
    let calls = sketch.calls_to(id);
    let mut names = Vec::new();
    for part in leave {
        let new = sketch.copy_component(id, &part.name);
        names.push(sketch.name(new));
        for call in &calls {
            sketch.copy_connection(call.id, call.from, new);
        }
        hand_over(sketch, id, new, part, proposal);
    }
    describe(sketch, id, stays);
    if !stays.name.is_empty() && stays.name != name {
        sketch.set(id, Property::Name, stays.name.as_str());
    }
    Some(format!("Split {name}: {} apart", names.join(", ")))
}

/// What is proposed for a component, if it has more than one job.
fn proposal(report: &Report, id: RecordId) -> Option<&SplitProposal> {
    let proposals = report.findings.iter().filter_map(|finding| finding.split.as_ref());
    proposals.into_iter().find(|split| split.component == id && split.parts.len() > 1)
}

/// Gives a new component what belongs to its job.
fn hand_over(sketch: &mut Sketch, old: RecordId, new: RecordId, part: &SplitPart, proposal: &SplitProposal) {
    describe(sketch, new, part);
    for endpoint in &part.endpoints {
        let handlers = sketch.design().get(*endpoint).map(|item| item.references(Property::Handlers).to_vec());
        let replaced = |id: RecordId| if id == old { new } else { id };
        let handlers: Vec<RecordId> = handlers.unwrap_or_default().into_iter().map(replaced).collect();
        sketch.set(*endpoint, Property::Handlers, Value::from(handlers));
    }
    for entity in &part.entities {
        sketch.set(*entity, Property::Owner, new);
    }
    for connection in &part.connections {
        let Some((_, to)) = sketch.design().get(*connection).and_then(linchpin_document::Item::ends) else { continue };
        let needed_by = proposal.parts.iter().filter(|other| other.connections.contains(connection)).count();
        if needed_by == 1 {
            sketch.set(*connection, Property::From, new);
        } else {
            sketch.copy_connection(*connection, new, to);
        }
    }
}

/// Writes down what a component is there for.
fn describe(sketch: &mut Sketch, id: RecordId, part: &SplitPart) {
    if part.responsibilities.is_empty() {
        sketch.unset(id, Property::Responsibilities);
    } else {
        sketch.set(id, Property::Responsibilities, part.responsibilities.join("\n").as_str());
    }
}
